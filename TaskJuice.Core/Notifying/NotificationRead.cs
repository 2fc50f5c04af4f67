namespace TaskJuice.Core.Notifying;

/// <summary>Records that one person has read one notification.</summary>
public sealed class NotificationRead
{
    private NotificationRead() { }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The notification.</summary>
    public Guid NotificationId { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset ReadAt { get; private set; }
}
