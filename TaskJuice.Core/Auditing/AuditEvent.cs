using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Auditing;

/// <summary>What happened to a credential, when and by whom. Written in the transaction of the thing it tells about.</summary>
public sealed class AuditEvent
{
    private AuditEvent() { }

    /// <summary>An event about a connection; <paramref name="user"/> is null when a process acted by itself.</summary>
    internal AuditEvent(Tenant tenant, Guid connection, AuditKind kind, Guid? user, DateTimeOffset now, string? detail = null)
    {
        (AccountId, WorkspaceId) = tenant;
        Id = Guid.CreateVersion7(now);
        ConnectionId = connection;
        Kind = kind;
        UserId = user;
        At = now;
        Detail = detail;
    }

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection it is about; stays when the connection is gone.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>What happened.</summary>
    public AuditKind Kind { get; private set; }

    /// <summary>The person who caused it, or null.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>More about it: an old name, a provider's error code, a number. Never a secret.</summary>
    public string? Detail { get; private set; }
}

/// <summary>What can happen to a credential.</summary>
public enum AuditKind
{
    /// <summary>A person connected the account for the first time.</summary>
    Connected,

    /// <summary>A person connected the same account again.</summary>
    ConnectedAgain,

    /// <summary>The secret was opened to call the provider's API.</summary>
    UsedForCall,

    /// <summary>The secret was opened to refresh it.</summary>
    UsedForRefresh,

    /// <summary>The key was opened to try by itself whether the provider still takes it.</summary>
    KeyTried,

    /// <summary>New tokens were stored.</summary>
    Refreshed,

    /// <summary>The provider refused for good.</summary>
    RefusedByProvider,

    /// <summary>A person checked that it works.</summary>
    Checked,

    /// <summary>A person gave it another name.</summary>
    Renamed,

    /// <summary>A person had its steps use another connection.</summary>
    Replaced,

    /// <summary>A person gave the access up; the credential was deleted.</summary>
    Disconnected,

    /// <summary>It became known what became of an access that was given up before.</summary>
    AccessEnded,

    /// <summary>A person deleted it.</summary>
    Deleted,
}
