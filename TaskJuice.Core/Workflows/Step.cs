using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Workflows;

/// <summary>One step of a workflow: an app's trigger or action, and the connection it uses.</summary>
public sealed class Step
{
    private Step() { }

    /// <summary>A step for <paramref name="operation"/> of <paramref name="app"/> at a position counted from 0.</summary>
    public Step(Workflow workflow, App app, Operation operation, int position, DateTimeOffset now)
    {
        AccountId = workflow.AccountId;
        WorkspaceId = workflow.WorkspaceId;
        WorkflowId = workflow.Id;
        Id = Guid.CreateVersion7(now);
        Key = Id.ToString("N")[^8..];
        App = app.Slug;
        Operation = operation.Key;
        Kind = operation.Kind;
        Title = operation.Name;
        Position = position;
    }

    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 120;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The workflow it belongs to.</summary>
    public Guid WorkflowId { get; private set; }

    /// <summary>Names the step in addresses; unique in its workflow.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Slug of the app.</summary>
    public string App { get; private set; } = "";

    /// <summary>Key of the app's trigger or action.</summary>
    public string Operation { get; private set; } = "";

    /// <summary>Trigger or action.</summary>
    public OperationKind Kind { get; private set; }

    /// <summary>The title shown on the step.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Place in the list, from 0; the trigger is 0.</summary>
    public int Position { get; private set; }

    /// <summary>The account this step uses, or null while it needs one.</summary>
    public Guid? ConnectionId { get; private set; }

    /// <summary>When it was taken out of the list; kept for a while so that removing can be undone.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Gives it another title.</summary>
    public void Rename(string title) => Title = title;

    /// <summary>Puts it at another place.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Takes it out of the list.</summary>
    public void Remove(DateTimeOffset now) => RemovedAt = now;

    /// <summary>Puts it back at its place.</summary>
    public void Restore() => RemovedAt = null;

    /// <summary>True when this step can use the connection: same workspace, same app, and a method its action accepts.</summary>
    public bool Accepts(Connection connection, Operation operation) =>
        connection.WorkspaceId == WorkspaceId && connection.App == App && operation.Accepts(connection.Method);

    /// <summary>Chooses the account; the caller has asked <see cref="Accepts"/>.</summary>
    public void Use(Connection connection) => ConnectionId = connection.Id;

    /// <summary>Leaves the step without an account.</summary>
    public void UseNone() => ConnectionId = null;

    /// <summary>Makes it a step of another trigger or action of the same kind. A title that was the action's name follows; one that somebody gave it stays.</summary>
    /// <param name="app">The app.</param>
    /// <param name="was">What the step did, or null when the catalog no longer says.</param>
    /// <param name="operation">What it does from now on. It has no account then, until one is chosen that fits.</param>
    public void Become(App app, Operation? was, Operation operation)
    {
        if (Title == was?.Name)
            Title = operation.Name;
        App = app.Slug;
        Operation = operation.Key;
        ConnectionId = null;
    }

    /// <summary>A copy of the step with the same account choice.</summary>
    public Step Copy(int position, DateTimeOffset now) => Copy(WorkflowId, position, now);

    /// <summary>A copy of the step, with the same account choice, for another workflow of the workspace.</summary>
    public Step Copy(Guid workflow, int position, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            Key = id.ToString("N")[^8..],
            AccountId = AccountId,
            WorkspaceId = WorkspaceId,
            WorkflowId = workflow,
            App = App,
            Operation = Operation,
            Kind = Kind,
            Title = Title,
            Position = position,
            ConnectionId = ConnectionId,
        };
    }
}
