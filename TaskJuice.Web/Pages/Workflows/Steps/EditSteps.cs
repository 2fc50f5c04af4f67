using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Serializes the changes of a workflow.</summary>
public sealed class EditSteps(TaskJuiceDb db, TimeProvider clock, Words words)
{
    /// <summary>
    /// Makes one change under the workflow's lock, and retries it on a conflict; gone when the workspace has no such workflow.
    /// </summary>
    public Task<StepChange> ChangeAsync(Workspace workspace, Guid id, Func<StepEdit, Task<StepChange>> change, CancellationToken stop) =>
        Collisions.TryAgainAsync(async () =>
    {
        await using var edit = await OpenAsync(workspace, id, stop);
        return edit is null ? new StepChange.Gone() : await change(edit);
    });

    /// <summary>Waits for the workflow's lock, then reads its current state. Null when the workspace has no such workflow.</summary>
    public Task<StepEdit?> OpenAsync(Workspace workspace, Guid id, CancellationToken stop) =>
        OpenAsync(workspace, id, isDeleted: false, stop);

    /// <summary>The same for a deleted workflow. Null when it is not deleted, or does not exist.</summary>
    public Task<StepEdit?> OpenDeletedAsync(Workspace workspace, Guid id, CancellationToken stop) =>
        OpenAsync(workspace, id, isDeleted: true, stop);

    private async Task<StepEdit?> OpenAsync(Workspace workspace, Guid id, bool isDeleted, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        try
        {
            // This update takes the workflow's row lock until the transaction ends, so it precedes every read.
            var mine = session.Workflows.Where(row => row.Id == id && row.RemovedAt != null == isDeleted);
            var locked = await mine.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.ChangedAt, now).SetProperty(row => row.Version, row => row.Version + 1), stop);
            // A workflow restored in between would be found now, without its lock.
            if (locked == 1 && await mine.FirstOrDefaultAsync(stop) is { } workflow)
                return new StepEdit(
                    session, workflow, await session.Steps.Where(step => step.WorkflowId == id).ToListAsync(stop), now, words);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }
}

/// <summary>One change of a workflow's steps. Nothing is kept unless it is saved.</summary>
public sealed class StepEdit(
    WorkspaceSession session, Workflow workflow, IReadOnlyList<Step> steps, DateTimeOffset now, Words words) : IAsyncDisposable
{
    public Workflow Workflow => workflow;

    /// <summary>The workflow's version before this change, which an up-to-date editor has seen.</summary>
    public int Before => workflow.Version - 1;

    public StepList List { get; } = new(steps);

    public DateTimeOffset Now => now;

    /// <summary>All steps, including removed ones.</summary>
    public IReadOnlyList<Step> Steps => steps;

    public void Add(Step step) => session.Add(step);

    public IQueryable<Connection> Connections => session.Connections;

    public Task<Connection?> ConnectionAsync(Guid id, CancellationToken stop) =>
        session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop);

    /// <summary>The connection with this id; null when it does not exist, or the text is not an id.</summary>
    public async Task<Connection?> NamedAsync(string? id, CancellationToken stop) =>
        Guid.TryParse(id, out var known) ? await ConnectionAsync(known, stop) : null;

    public Step? Removed(string key) => steps.FirstOrDefault(step => step.Key == key && step.RemovedAt is not null);

    /// <summary>The result when there is no step with this key: it was removed, or never existed.</summary>
    public StepChange Missing(string key) => Removed(key) is { } removed ? Removed(removed, words) : new StepChange.Gone();

    /// <summary>The message about a removed step, with an offer to restore it.</summary>
    public static StepChange.Conflicted Removed(Step step, Words words) => new(
        words["Workflows.RemovedMeanwhile", step.Title],
        Again: new(words["Workflows.PutTitleBack", step.Title], $"steps/{step.Key}/restore", "key", step.Key));

    public Task SaveAsync(CancellationToken stop) => session.SaveAsync(stop);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
