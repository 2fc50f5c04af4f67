using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Connecting;

internal static class StepChoice
{
    /// <summary>Selects the connection on the step where connecting started, if the step still exists and accepts it.</summary>
    public static async Task ChooseOnStepAsync(
        this WorkspaceSession session, AppCatalog catalog, Connection connection, ReturnTo to, CancellationToken stop)
    {
        if (to is not { WorkflowId: { } workflow, Step: { } key })
            return;

        var step = await session.Steps.FirstOrDefaultAsync(
            row => row.WorkflowId == workflow && row.Key == key && row.RemovedAt == null, stop);
        if (step is null || catalog.Find(step.App)?.Operation(step.Operation) is not { } operation || !step.Accepts(connection, operation))
            return;

        step.Use(connection);
    }

    /// <summary>
    /// Locks the workflow of that step before the connection, in the same order as disconnecting, to avoid a deadlock. Other editors have
    /// seen the step without this account, so the workflow's version is incremented.
    /// </summary>
    public static async Task LockWorkflowAsync(this WorkspaceSession session, ReturnTo to, CancellationToken stop)
    {
        if (to is { WorkflowId: { } workflow, Step: not null })
            await session.Workflows.Where(row => row.Id == workflow)
                .ExecuteUpdateAsync(row => row.SetProperty(changed => changed.Version, changed => changed.Version + 1), stop);
    }
}
