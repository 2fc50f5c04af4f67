
namespace TaskJuice.Core.Notifying;

/// <summary>
/// One mail to one person about one notification, planned in the transaction of what it tells of. It holds no text: what it says is read
/// when it is sent.
/// </summary>
public sealed class Mail
{
    private Mail() { }

    /// <summary>A mail that is due at once.</summary>
    internal Mail(Notification about, Guid userId, MailKind kind, DateTimeOffset now)
    {
        AccountId = about.AccountId;
        WorkspaceId = about.WorkspaceId;
        NotificationId = about.Id;
        Id = Guid.CreateVersion7(now);
        UserId = userId;
        Kind = kind;
        PlannedAt = now;
        DueAt = now;
    }

    /// <summary>UUIDv7; part of the Message-ID, so that a mail sent twice by an accident can be recognised.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The notification it is about.</summary>
    public Guid NotificationId { get; private set; }

    /// <summary>Who gets it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What it tells.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>When it was planned.</summary>
    public DateTimeOffset PlannedAt { get; private set; }

    /// <summary>When the next try is due; null when it was sent, is not wanted any more, or was given up.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Until when the process that sends it has it for itself.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Tries so far, one under way included.</summary>
    public int Tries { get; private set; }

    /// <summary>When a server took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }
}

/// <summary>What a mail tells.</summary>
public enum MailKind
{
    /// <summary>A connection waits for a person.</summary>
    ReauthRequired,

    /// <summary>What an earlier mail told of is over.</summary>
    Over,
}
