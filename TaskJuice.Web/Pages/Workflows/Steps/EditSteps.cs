using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Lets one editor at a time change a workflow.</summary>
public sealed class EditSteps(TaskJuiceDb db, TimeProvider clock, Words words)
{
    /// <summary>Makes one change in one turn, and in another turn when it met one that wanted the same rows; gone when the workspace has no such workflow.</summary>
    public Task<StepChange> ChangeAsync(Workspace workspace, Guid id, Func<StepEdit, Task<StepChange>> change, CancellationToken stop) => Collisions.TryAgainAsync(async () =>
    {
        await using var edit = await OpenAsync(workspace, id, stop);
        return edit is null ? new StepChange.Gone() : await change(edit);
    });

    /// <summary>Waits for the turn, then reads what the editor before left. Null when the workspace has no such workflow.</summary>
    public Task<StepEdit?> OpenAsync(Workspace workspace, Guid id, CancellationToken stop) => OpenAsync(workspace, id, isDeleted: false, stop);

    /// <summary>The same for a workflow that was deleted. Null when it was not, or is not there.</summary>
    public Task<StepEdit?> OpenDeletedAsync(Workspace workspace, Guid id, CancellationToken stop) => OpenAsync(workspace, id, isDeleted: true, stop);

    private async Task<StepEdit?> OpenAsync(Workspace workspace, Guid id, bool isDeleted, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        try
        {
            // This update takes the workflow's row lock until the transaction ends, so it comes before every read.
            var mine = session.Workflows.Where(row => row.Id == id && row.RemovedAt != null == isDeleted);
            var locked = await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, now).SetProperty(row => row.Version, row => row.Version + 1), stop);
            // One that was put back in between would be found now, without its lock.
            if (locked == 1 && await mine.FirstOrDefaultAsync(stop) is { } workflow)
                return new StepEdit(session, workflow, await session.Steps.Where(step => step.WorkflowId == id).ToListAsync(stop), now, words);
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

/// <summary>One turn at a workflow's steps. Nothing lasts unless it is saved.</summary>
public sealed class StepEdit(WorkspaceSession session, Workflow workflow, IReadOnlyList<Step> steps, DateTimeOffset now, Words words) : IAsyncDisposable
{
    public Workflow Workflow => workflow;

    /// <summary>The workflow's version before this turn, which is the one that up-to-date editors saw.</summary>
    public int Before => workflow.Version - 1;

    public StepList List { get; } = new(steps);

    public DateTimeOffset Now => now;

    /// <summary>All steps, removed ones included.</summary>
    public IReadOnlyList<Step> Steps => steps;

    public void Add(Step step) => session.Add(step);

    public IQueryable<Connection> Connections => session.Connections;

    public Task<Connection?> ConnectionAsync(Guid id, CancellationToken stop) =>
        session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop);

    /// <summary>The connection with this id; null when there is none, or the text is no id.</summary>
    public async Task<Connection?> NamedAsync(string? id, CancellationToken stop) =>
        Guid.TryParse(id, out var known) ? await ConnectionAsync(known, stop) : null;

    public Step? Removed(string key) => steps.FirstOrDefault(step => step.Key == key && step.RemovedAt is not null);

    /// <summary>Why there is no step with this key: somebody took it out, or it never was.</summary>
    public StepChange Missing(string key) => Removed(key) is { } removed ? Removed(removed, words) : new StepChange.Gone();

    /// <summary>Tells of a step that was taken out, and offers to put it back.</summary>
    public static StepChange.Conflicted Removed(Step step, Words words) => new(
        words["Workflows.RemovedMeanwhile", step.Title],
        Again: new(words["Workflows.PutTitleBack", step.Title], $"steps/{step.Key}/restore", "key", step.Key));

    public Task SaveAsync(CancellationToken stop) => session.SaveAsync(stop);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
