
namespace TaskJuice.Core.Notifying;

/// <summary>
/// One email to one person about one notification, queued in the transaction that changes the notification. It contains no text: the
/// content is read when it is sent.
/// </summary>
public sealed class Mail
{
    private Mail() { }

    /// <summary>Creates an email that is due immediately.</summary>
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

    /// <summary>UUIDv7; part of the Message-ID, so that an email sent twice by accident can be recognised.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The notification it is about.</summary>
    public Guid NotificationId { get; private set; }

    /// <summary>The recipient.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The kind of message.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset PlannedAt { get; private set; }

    /// <summary>When the next attempt is due; null when it was sent, cancelled, or abandoned.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When the sending process's claim expires.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Attempts so far, including one in progress.</summary>
    public int Tries { get; private set; }

    /// <summary>When a server accepted it.</summary>
    public DateTimeOffset? SentAt { get; private set; }
}

/// <summary>Kinds of email.</summary>
public enum MailKind
{
    /// <summary>A connection needs a person.</summary>
    ReauthRequired,

    /// <summary>The problem of an earlier email is resolved.</summary>
    Over,
}
