using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Auditing;

/// <summary>What happened to a credential, when, and who caused it. Written in the same transaction as the change it records.</summary>
public sealed class AuditEvent
{
    private AuditEvent() { }

    /// <summary>Creates an event about a connection; <paramref name="user"/> is null when no person caused it.</summary>
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

    /// <summary>The connection; kept after the connection is deleted.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>What happened.</summary>
    public AuditKind Kind { get; private set; }

    /// <summary>The person who caused it, or null.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Details: an old name, a provider's error code, a number. Never a secret.</summary>
    public string? Detail { get; private set; }
}

/// <summary>What can happen to a credential.</summary>
public enum AuditKind
{
    /// <summary>A person connected the account for the first time.</summary>
    Connected,

    /// <summary>A person connected the same account again.</summary>
    ConnectedAgain,

    /// <summary>The secret was decrypted to call the provider's API.</summary>
    UsedForCall,

    /// <summary>The secret was decrypted to refresh it.</summary>
    UsedForRefresh,

    /// <summary>The key was decrypted for an automatic check that the provider still accepts it.</summary>
    KeyTried,

    /// <summary>New tokens were stored.</summary>
    Refreshed,

    /// <summary>The provider refused the credential permanently.</summary>
    RefusedByProvider,

    /// <summary>A person checked that the connection works.</summary>
    Checked,

    /// <summary>A person renamed it.</summary>
    Renamed,

    /// <summary>A person moved its steps to another connection.</summary>
    Replaced,

    /// <summary>A person disconnected it: access was revoked and the credential deleted.</summary>
    Disconnected,

    /// <summary>The outcome of an earlier revocation became known.</summary>
    AccessEnded,

    /// <summary>A person deleted it.</summary>
    Deleted,
}
