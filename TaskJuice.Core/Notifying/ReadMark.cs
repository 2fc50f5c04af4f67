using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Up to when one person has read everything of one kind: one row, however much there was to read.</summary>
public sealed class ReadMark
{
    private ReadMark() { }

    internal ReadMark(Tenant tenant, Guid userId, NotificationKind kind, DateTimeOffset readAt)
    {
        AccountId = tenant.AccountId;
        WorkspaceId = tenant.WorkspaceId;
        UserId = userId;
        Kind = kind;
        ReadAt = readAt;
    }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>Who read.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What was read.</summary>
    public NotificationKind Kind { get; private set; }

    /// <summary>Everything that began until then.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Read further.</summary>
    internal void Until(DateTimeOffset moment) => ReadAt = moment > ReadAt ? moment : ReadAt;
}
