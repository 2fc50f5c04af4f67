using TaskJuice.Core.Connections;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>Something a workspace's people have to know: raised once, closed when it is over, read by each person for themselves.</summary>
public sealed class Notification
{
    private Notification() { }

    /// <summary>A notification about a connection.</summary>
    internal Notification(Connection connection, NotificationKind kind, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        (Id, ConnectionId, Kind, RaisedAt) = (Guid.CreateVersion7(now), connection.Id, kind, now);
    }

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection it is about.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>What happened.</summary>
    public NotificationKind Kind { get; private set; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; private set; }

    /// <summary>When it was over, or null while it lasts.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>It is over.</summary>
    internal void Close(DateTimeOffset now) => ClosedAt ??= now;
}

/// <summary>What a notification can be about.</summary>
public enum NotificationKind
{
    /// <summary>The provider refuses a credential for good, and only a person can repair it. Critical.</summary>
    ReauthRequired,
}
