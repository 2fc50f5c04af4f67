using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Notifying;

/// <summary>One notification at the beginning of a part.</summary>
internal sealed class FirstRow
{
    public const int Unread = 1;
    public const int Read = 2;
    public const int Ending = 3;
    public const int Solved = 4;
    public const int SolvedEnding = 5;

    /// <summary>Upcoming expiries that are unread, to be counted only.</summary>
    public const int Counted = 6;

    public required int Part { get; init; }

    public required Guid ConnectionId { get; init; }

    public required string App { get; init; }

    public required string Label { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required bool IsUnread { get; init; }

    /// <summary>When an upcoming expiry happens, or when a resolved notification was resolved.</summary>
    public required DateTimeOffset? At { get; init; }

    public bool IsSolved => Part is Solved or SolvedEnding;

    public NotificationItem ToItem() => new()
    {
        Kind = Part is Ending or SolvedEnding ? NotificationKind.AccessEndsSoon : NotificationKind.ReauthRequired,
        ConnectionId = ConnectionId,
        App = App,
        Label = Label,
        Since = Since,
        EndsAt = Part == Ending ? At : null,
        SolvedAt = IsSolved ? At : null,
        IsUnread = IsUnread,
    };
}

/// <summary>A connection whose access expires soon.</summary>
internal sealed class Ending
{
    public required Connection Connection { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required bool IsUnread { get; init; }

    public NotificationItem ToItem() => new()
    {
        Kind = NotificationKind.AccessEndsSoon,
        ConnectionId = Connection.Id,
        App = Connection.App,
        Label = Connection.Label,
        Since = RaisedAt,
        EndsAt = Connection.RefreshTokenExpiresAt,
        IsUnread = IsUnread,
    };
}
