using TaskJuice.Core.Auditing;

namespace TaskJuice.Core.Managing;

/// <summary>One row of a connection's history: one event, or several of the same kind on the same day.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Last">The time of the last event.</param>
/// <param name="First">The time of the first event.</param>
/// <param name="Count">The number of events.</param>
/// <param name="UserId">The person, if the same for all events.</param>
/// <param name="Detail">Details, if it is a single event.</param>
public sealed record HistoryEntry(AuditKind Kind, DateTimeOffset Last, DateTimeOffset First, int Count, Guid? UserId, string? Detail)
{
    /// <summary>The person's name, or null when there is none or it is unknown.</summary>
    public string? Who { get; init; }
}

/// <summary>Groups events into rows. Pure.</summary>
public static class History
{
    // A check with a refresh in between takes two calls with timeouts, plus another one.
    private static readonly TimeSpan OneCheck = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Groups routine events of the same kind on the same day (UTC). Any other event in between starts a new group, so that the order
    /// remains correct; other routine events do not.
    /// </summary>
    /// <param name="newestFirst">The events, newest first.</param>
    public static IReadOnlyList<HistoryEntry> Fold(IEnumerable<AuditEvent> newestFirst)
    {
        List<HistoryEntry> lines = [];
        Dictionary<AuditKind, int> open = [];
        foreach (var happened in newestFirst)
        {
            if (!AuditKinds.Routine.Contains(happened.Kind))
                open.Clear();

            if (lines is [.., { Kind: AuditKind.Checked } check] && IsCallOf(check, happened))
                continue;

            if (open.TryGetValue(happened.Kind, out var index) && lines[index].First.UtcDateTime.Date == happened.At.UtcDateTime.Date)
            {
                lines[index] = Join(lines[index], happened);
                continue;
            }

            if (AuditKinds.Routine.Contains(happened.Kind))
                open[happened.Kind] = lines.Count;
            lines.Add(new(happened.Kind, happened.At, happened.At, 1, happened.UserId, happened.Detail));
        }

        return lines;
    }

    // The call made by a check is part of the check.
    private static bool IsCallOf(HistoryEntry check, AuditEvent happened) =>
        happened.Kind == AuditKind.UsedForCall && happened.UserId == check.UserId && check.First - happened.At < OneCheck;

    private static HistoryEntry Join(HistoryEntry line, AuditEvent earlier) => line with
    {
        First = earlier.At,
        Count = line.Count + 1,
        UserId = line.UserId == earlier.UserId ? line.UserId : null,
        Detail = null,
    };
}
