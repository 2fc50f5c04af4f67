using TaskJuice.Core.Auditing;

namespace TaskJuice.Core.Managing;

/// <summary>One line of a connection's history: one event, or several of the same kind on the same day.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Last">When, or when last.</param>
/// <param name="First">When first.</param>
/// <param name="Count">How often.</param>
/// <param name="UserId">The person, when it was always the same one.</param>
/// <param name="Detail">More about it, when there is one event.</param>
public sealed record HistoryEntry(AuditKind Kind, DateTimeOffset Last, DateTimeOffset First, int Count, Guid? UserId, string? Detail)
{
    /// <summary>The person's name, or null when nobody did it or nobody knows the person any more.</summary>
    public string? Who { get; init; }
}

/// <summary>Folds events into lines that a person can read. Pure.</summary>
public static class History
{
    // A check with a refresh in between takes two bounded calls and one more.
    private static readonly TimeSpan OneCheck = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Joins routine events of the same kind on the same day (UTC). Anything else that happened between them keeps them apart, so that
    /// the order of things stays true; other routine events do not.
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

    // The call that a check made is the check.
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
