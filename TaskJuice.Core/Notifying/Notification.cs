using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Something a workspace's people have to know: raised once, closed when it is over, read by each person for themselves.</summary>
public sealed class Notification
{
    private Notification() { }

    /// <summary>A notification about a connection.</summary>
    internal Notification(Connection connection, NotificationKind kind, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        Id = Guid.CreateVersion7(now);
        ConnectionId = connection.Id;
        Kind = kind;
        RaisedAt = now;
    }

    /// <summary>A notification about an app, for those who run the account.</summary>
    internal Notification(Tenant tenant, string app, NotificationKind kind, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = tenant;
        Id = Guid.CreateVersion7(now);
        App = app;
        Kind = kind;
        RaisedAt = now;
    }

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection it is about, or null when it is about an app.</summary>
    public Guid? ConnectionId { get; private set; }

    /// <summary>Slug of the app it is about, or null when it is about a connection.</summary>
    public string? App { get; private set; }

    /// <summary>What happened.</summary>
    public NotificationKind Kind { get; private set; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; private set; }

    /// <summary>When it was over, or null while it lasts.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>It became more urgent: new to everybody again.</summary>
    internal void Again(DateTimeOffset now) => RaisedAt = now;

    /// <summary>It is over.</summary>
    internal void Close(DateTimeOffset now) => ClosedAt ??= now;
}

/// <summary>What a notification can be about.</summary>
public enum NotificationKind
{
    /// <summary>The provider refuses a credential for good, and only a person can repair it. Critical.</summary>
    ReauthRequired,

    /// <summary>The refresh token of a connection that works has a known end, and it is near.</summary>
    AccessEndsSoon,

    /// <summary>The secret of an app's OAuth client has a known end, and it is near.</summary>
    ClientSecretEnds,
}
