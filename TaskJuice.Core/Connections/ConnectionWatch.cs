using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>
/// When a connection should be looked at next. Visible across workspaces like the refresh schedule, so it contains only app slugs, ids and
/// times.
/// </summary>
public sealed class ConnectionWatch
{
    /// <summary>A second refusal proves the first when it comes at least this much later.</summary>
    internal static readonly TimeSpan UntilSure = TimeSpan.FromHours(1);

    private ConnectionWatch() { }

    /// <summary>Creates a watch with nothing scheduled.</summary>
    internal ConnectionWatch(Connection connection)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        ConnectionId = connection.Id;
        App = connection.App;
    }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>Slug of its app.</summary>
    public string App { get; private set; } = "";

    /// <summary>When to warn people that its access expires soon, or null.</summary>
    public DateTimeOffset? WarnAt { get; internal set; }

    /// <summary>When to probe its credential next, or null when it is refreshed instead.</summary>
    public DateTimeOffset? ProbeAt { get; internal set; }

    /// <summary>When a probe was refused that the next one is to confirm, or null.</summary>
    public DateTimeOffset? RefusedAt { get; internal set; }

    /// <summary>The account and workspace of the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);
}
