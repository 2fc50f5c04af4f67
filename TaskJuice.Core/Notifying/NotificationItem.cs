namespace TaskJuice.Core.Notifying;

/// <summary>One thing that only a person can repair or prevent, as one person sees it.</summary>
public sealed record NotificationItem
{
    /// <summary>What it is.</summary>
    public NotificationKind Kind { get; init; } = NotificationKind.ReauthRequired;

    /// <summary>The connection; null when it is about the client secret of the whole app.</summary>
    public Guid? ConnectionId { get; init; }

    /// <summary>Slug of its app.</summary>
    public required string App { get; init; }

    /// <summary>Its name; empty without a connection.</summary>
    public required string Label { get; init; }

    /// <summary>Since when, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the access or the secret ends, in UTC; null for what is broken already.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it was over, or null while it lasts.</summary>
    public DateTimeOffset? SolvedAt { get; init; }

    /// <summary>True when this person has not marked it as read, and it lasts.</summary>
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
