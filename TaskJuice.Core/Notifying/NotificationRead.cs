namespace TaskJuice.Core.Notifying;

/// <summary>That one person has read one notification.</summary>
public sealed class NotificationRead
{
    private NotificationRead() { }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The notification.</summary>
    public Guid NotificationId { get; private set; }

    /// <summary>Who read it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset ReadAt { get; private set; }
}
