namespace TaskJuice.Core.Notifying;

/// <summary>A notification as one person sees it.</summary>
public sealed record NotificationItem
{
    /// <summary>The kind of notification.</summary>
    public NotificationKind Kind { get; init; } = NotificationKind.ReauthRequired;

    /// <summary>The connection; null when it is about the app's client secret.</summary>
    public Guid? ConnectionId { get; init; }

    /// <summary>Slug of its app.</summary>
    public required string App { get; init; }

    /// <summary>The connection's name; empty without a connection.</summary>
    public required string Label { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the access or the secret expires, in UTC; null for a broken connection.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it was resolved, or null while it is open.</summary>
    public DateTimeOffset? SolvedAt { get; init; }

    /// <summary>True when it is open and this person has not marked it as read.</summary>
    public bool IsUnread { get; init; }

    /// <summary>How many steps use the connection.</summary>
    public int Steps { get; init; }

    /// <summary>The first of these steps, or null.</summary>
    public WaitingStep? Step { get; init; }
}

/// <summary>A step that waits for a connection.</summary>
/// <param name="WorkflowId">Its workflow.</param>
/// <param name="Key">Its key there.</param>
public sealed record WaitingStep(Guid WorkflowId, string Key);
