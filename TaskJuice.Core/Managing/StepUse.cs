using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Managing;

/// <summary>A step that uses a connection.</summary>
/// <param name="WorkflowId">Its workflow.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Key">The step's key in addresses.</param>
/// <param name="Title">The step's title.</param>
/// <param name="Operation">Key of the app's trigger or action.</param>
/// <param name="IsRemoved">True for a step that was removed and can still be restored.</param>
public sealed record StepUse(Guid WorkflowId, string Workflow, string Key, string Title, string Operation, bool IsRemoved);

internal static class StepUses
{
    /// <summary>The steps that use a connection, by workflow and position, including removed ones.</summary>
    public static IQueryable<StepUse> UsesOf(this WorkspaceSession session, Guid connection) =>
        session.Steps.Where(step => step.ConnectionId == connection)
            .Join(session.Workflows, step => step.WorkflowId, workflow => workflow.Id, (step, workflow) => new { step, workflow })
            .OrderBy(row => row.workflow.Name).ThenBy(row => row.workflow.Id).ThenBy(row => row.step.Position)
            .Select(row => new StepUse(
                row.workflow.Id, row.workflow.Name, row.step.Key, row.step.Title, row.step.Operation, row.step.RemovedAt != null));
}
