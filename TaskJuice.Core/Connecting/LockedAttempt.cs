using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

internal static class LockedAttempt
{
    /// <summary>The attempt, locked until the transaction ends; null when it does not exist.</summary>
    public static async Task<ConnectAttempt?> LockAttemptAsync(this WorkspaceSession session, Guid id, CancellationToken stop)
    {
        var mine = session.ConnectAttempts.Where(row => row.Id == id);
        return await mine.Select(row => row.Id).LockAsync(stop) == 0 ? null : await mine.FirstAsync(stop);
    }
}
