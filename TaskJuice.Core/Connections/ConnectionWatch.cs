using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>When somebody should look at a connection again. Seen across workspaces like the refresh plan, so it holds nothing but names of apps, ids and times.</summary>
public sealed class ConnectionWatch
{
    /// <summary>A second refusal proves the first when it comes at least this much later.</summary>
    internal static readonly TimeSpan UntilSure = TimeSpan.FromHours(1);

    private ConnectionWatch() { }

    /// <summary>Nothing is planned yet.</summary>
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

    /// <summary>When people are to be told that its access ends soon, or null.</summary>
    public DateTimeOffset? WarnAt { get; internal set; }

    /// <summary>When its credential is to be tried next, or null when something renews it.</summary>
    public DateTimeOffset? ProbeAt { get; internal set; }

    /// <summary>When its credential was refused by a try that the next one is to confirm, or null.</summary>
    public DateTimeOffset? RefusedAt { get; internal set; }

    /// <summary>Who owns the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);
}
