using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

/// <summary>One page of a connection's history.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Earlier">The event that the next page continues after, or null on the last page.</param>
public sealed record HistoryStretch(IReadOnlyList<HistoryEntry> Entries, Guid? Earlier);

/// <summary>Reads the history of a connection.</summary>
public sealed class ReadHistory(TaskJuiceDb db)
{
    // Enough for some days of hourly refreshes; older events are one click away.
    private const int Stretch = 150;

    /// <summary>Reads one page; the caller has checked that the connection exists.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="below">Only events before this one; null starts with the newest.</param>
    /// <param name="stop">Cancels the query.</param>
    public async Task<HistoryStretch> ReadAsync(Tenant tenant, Guid connection, Guid? below, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var all = session.AuditEvents.AsNoTracking().Where(row => row.ConnectionId == connection);
        if (below is { } id && await all.FirstOrDefaultAsync(row => row.Id == id, stop) is { } mark)
            all = all.Where(row => row.At < mark.At || (row.At == mark.At && row.Id.CompareTo(mark.Id) < 0));

        var users = db.Users;
        var events = await all.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(Stretch + 1)
            .Select(row => new
            {
                Event = row,
                Who = users.Where(user => user.Id == row.UserId).Select(user => user.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(stop);
        var isMore = events.Count > Stretch;
        var shown = events.Take(Stretch).Select(row => row.Event).ToList();
        var names = events.Where(row => row.Event.UserId is not null).DistinctBy(row => row.Event.UserId)
            .ToDictionary(row => row.Event.UserId!.Value, row => row.Who);
        return new(
            [.. History.Fold(shown).Select(entry => entry with { Who = entry.UserId is { } user ? names.GetValueOrDefault(user) : null })],
            isMore ? shown[^1].Id : null);
    }
}
