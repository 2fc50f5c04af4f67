using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>Finds and deletes finished connect attempts in all workspaces.</summary>
internal static class AttemptStatements
{
    /// <summary>Connect attempts that ended before this time and still have an undecided grant.</summary>
    public static async Task<IReadOnlyList<ConnectAttempt>> UndecidedAsync(
        this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        await session.Set<ConnectAttempt>().IgnoreQueryFilters().AsNoTracking().Where(row => row.Parked != null && row.EndsAt < before)
            .OrderBy(row => row.EndsAt).Take(most).ToListAsync(stop);

    /// <summary>
    /// Deletes connect attempts that ended before this time. An attempt whose grant could not be revoked is kept for a day.
    /// </summary>
    public static Task<int> PruneAttemptsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from connect_attempts where ctid = any(array(
                select ctid from connect_attempts where ends_at < {before} and (parked is null or ends_at < {before} - interval '1 day')
                order by ends_at limit {most} for update skip locked))
            """, stop);
}
