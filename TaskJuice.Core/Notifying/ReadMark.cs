using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Until when one person has read everything of one kind: a single row, however many notifications there were.</summary>
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

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The kind of notification.</summary>
    public NotificationKind Kind { get; private set; }

    /// <summary>Everything raised until then is read.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Advances the mark.</summary>
    internal void Until(DateTimeOffset moment) => ReadAt = moment > ReadAt ? moment : ReadAt;
}
