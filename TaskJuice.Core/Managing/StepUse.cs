using TaskJuice.Core.Connections;
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

/// <summary>How much a connection is used.</summary>
public sealed class UseCount
{
    /// <summary>The connection.</summary>
    public required Guid Id { get; init; }

    /// <summary>How many steps use it.</summary>
    public required int Steps { get; init; }

    /// <summary>In how many workflows.</summary>
    public required int Workflows { get; init; }
}

/// <summary>The steps that use connections.</summary>
public static class StepUses
{
    /// <summary>
    /// How much some connections are used; those that no step uses are left out. Grouped once: asked for each row, a connection that many
    /// steps use would cost a scan per row.
    /// </summary>
    /// <param name="session">The workspace.</param>
    /// <param name="shown">The connections.</param>
    public static IQueryable<UseCount> CountUses(this WorkspaceSession session, IQueryable<Connection> shown) => session.Steps
        .Where(step => step.RemovedAt == null && shown.Any(row => row.App == step.App && row.Id == step.ConnectionId))
        .GroupBy(step => step.ConnectionId)
        .Select(steps => new UseCount
        {
            Id = steps.Key!.Value,
            Steps = steps.Count(),
            Workflows = steps.Select(step => step.WorkflowId).Distinct().Count(),
        });

    /// <summary>The steps that use a connection, by workflow and position, including removed ones.</summary>
    internal static IQueryable<StepUse> UsesOf(this WorkspaceSession session, Guid connection) =>
        session.Steps.Where(step => step.ConnectionId == connection)
            .Join(session.Workflows, step => step.WorkflowId, workflow => workflow.Id, (step, workflow) => new { step, workflow })
            .OrderBy(row => row.workflow.Name).ThenBy(row => row.workflow.Id).ThenBy(row => row.step.Position)
            .Select(row => new StepUse(
                row.workflow.Id, row.workflow.Name, row.step.Key, row.step.Title, row.step.Operation, row.step.RemovedAt != null));
}
