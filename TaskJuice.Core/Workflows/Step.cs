using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Workflows;

/// <summary>One step of a workflow: an app's trigger or action, and the connection it uses.</summary>
public sealed class Step
{
    private Step() { }

    /// <summary>Creates a step for <paramref name="operation"/> of <paramref name="app"/> at a 0-based position.</summary>
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

    /// <summary>The maximum length of a title, in characters.</summary>
    public const int LongestTitle = 120;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The workflow it belongs to.</summary>
    public Guid WorkflowId { get; private set; }

    /// <summary>Identifies the step in addresses; unique in its workflow.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Slug of the app.</summary>
    public string App { get; private set; } = "";

    /// <summary>Key of the app's trigger or action.</summary>
    public string Operation { get; private set; } = "";

    /// <summary>Trigger or action.</summary>
    public OperationKind Kind { get; private set; }

    /// <summary>The title shown on the step.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The 0-based position; the trigger is at 0.</summary>
    public int Position { get; private set; }

    /// <summary>The account this step uses, or null while it needs one.</summary>
    public Guid? ConnectionId { get; private set; }

    /// <summary>When it was removed; kept for a while so that this can be undone.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Renames the step.</summary>
    public void Rename(string title) => Title = title;

    /// <summary>Moves the step to another position.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Removes the step from the list.</summary>
    public void Remove(DateTimeOffset now) => RemovedAt = now;

    /// <summary>Restores the step at its former position.</summary>
    public void Restore() => RemovedAt = null;

    /// <summary>
    /// True when this step can use the connection: same workspace, same app, and an auth method that its operation accepts.
    /// </summary>
    public bool Accepts(Connection connection, Operation operation) =>
        connection.WorkspaceId == WorkspaceId && connection.App == App && operation.Accepts(connection.Method);

    /// <summary>Selects the account; the caller has checked <see cref="Accepts"/>.</summary>
    public void Use(Connection connection) => ConnectionId = connection.Id;

    /// <summary>
    /// Changes the step to another operation of the same kind. A title that was the operation's name follows; a custom title is kept.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="was">The previous operation, or null when the catalog no longer has it.</param>
    /// <param name="operation">The new operation. The step has no account until a suitable one is selected.</param>
    public void Become(App app, Operation? was, Operation operation)
    {
        if (Title == was?.Name)
            Title = operation.Name;
        App = app.Slug;
        Operation = operation.Key;
        ConnectionId = null;
    }

    /// <summary>A copy of the step with the same account.</summary>
    public Step Copy(int position, DateTimeOffset now) => Copy(WorkflowId, position, now);

    /// <summary>A copy of the step with the same account, for another workflow of the workspace.</summary>
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
