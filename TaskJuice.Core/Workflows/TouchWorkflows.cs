using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workflows;

internal static class TouchWorkflows
{
    /// <summary>
    /// Notes on the workflows that their steps changed. It takes their row locks, as every editor of steps does, so it comes before
    /// steps are read or written.
    /// </summary>
    public static Task TouchAsync(this WorkspaceSession session, Guid connection, DateTimeOffset now, CancellationToken stop)
    {
        var steps = session.Steps;
        return session.Workflows
            .Where(workflow => steps.Any(step => step.WorkflowId == workflow.Id && step.ConnectionId == connection))
            .ExecuteUpdateAsync(
                set => set.SetProperty(workflow => workflow.ChangedAt, now)
                    .SetProperty(workflow => workflow.Version, workflow => workflow.Version + 1),
                stop);
    }
}
