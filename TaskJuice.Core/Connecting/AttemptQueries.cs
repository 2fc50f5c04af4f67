using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

internal static class AttemptQueries
{
    /// <summary>The attempt, locked until the transaction ends; null when it does not exist.</summary>
    public static async Task<ConnectAttempt?> LockAttemptAsync(this WorkspaceSession session, Guid id, CancellationToken stop)
    {
        var mine = session.ConnectAttempts.Where(row => row.Id == id);
        return await mine.Select(row => row.Id).LockAsync(stop) == 0 ? null : await mine.FirstAsync(stop);
    }

    /// <summary>
    /// A person's attempts that have not expired, latest first. Page and layout both ask: they are read once per transaction.
    /// </summary>
    public static Task<List<ConnectAttempt>> OpenAttemptsAsync(
        this WorkspaceSession session, Guid userId, DateTimeOffset now, CancellationToken stop) =>
        session.ReadOnceAsync(() => session.ConnectAttempts.AsNoTracking()
            .Where(row => row.UserId == userId && row.EndsAt > now)
            .OrderByDescending(row => row.EndsAt).ToListAsync(stop));
}
