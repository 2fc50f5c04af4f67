using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>An event for the people of a workspace: raised once, closed when resolved, read by each person individually.</summary>
public sealed class Notification
{
    private Notification() { }

    /// <summary>Creates a notification about a connection.</summary>
    internal Notification(Connection connection, NotificationKind kind, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        Id = Guid.CreateVersion7(now);
        ConnectionId = connection.Id;
        Kind = kind;
        RaisedAt = now;
    }

    /// <summary>Creates a notification about an app, for administrators of the account.</summary>
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

    /// <summary>The connection, or null when it is about an app.</summary>
    public Guid? ConnectionId { get; private set; }

    /// <summary>Slug of the app, or null when it is about a connection.</summary>
    public string? App { get; private set; }

    /// <summary>What happened.</summary>
    public NotificationKind Kind { get; private set; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; private set; }

    /// <summary>When it was resolved, or null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Raises it again because it became more urgent: unread for everyone.</summary>
    internal void Again(DateTimeOffset now) => RaisedAt = now;

    /// <summary>Closes it as resolved.</summary>
    internal void Close(DateTimeOffset now) => ClosedAt ??= now;
}

/// <summary>Kinds of notification.</summary>
public enum NotificationKind
{
    /// <summary>The provider refuses a credential permanently; a person has to reconnect. Critical.</summary>
    ReauthRequired,

    /// <summary>The refresh token of a working connection expires soon.</summary>
    AccessEndsSoon,

    /// <summary>The secret of an app's OAuth client expires soon.</summary>
    ClientSecretEnds,
}
