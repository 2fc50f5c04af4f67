using TaskJuice.Core.Revocation;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>Counts what still needs a version of an account's key.</summary>
internal static class SealedUnder
{
    public static async Task<List<Tenant>> WorkspacesAsync(TaskJuiceDb db, Guid account, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        return [.. (await session.Workspaces.AsNoTracking().ToListAsync(stop)).Select(workspace => workspace.Tenant)];
    }

    /// <summary>Credentials stored under the version, unprocessed replies, and grants that became pending while it was active.</summary>
    public static async Task<int> CountAsync(TaskJuiceDb db, AccountKey key, DateTimeOffset now, TimeSpan publishTime, CancellationToken stop)
    {
        // A pending grant's version is inside its JSON; when it became pending is a sufficient bound.
        var lastParked = key.ChangedAt + publishTime + PendingAuthorizations.Life;
        var count = 0;
        foreach (var tenant in await WorkspacesAsync(db, key.AccountId, stop))
        {
            await using var session = await db.InWorkspaceAsync(tenant, stop);
            count += await session.Secrets.CountAsync(secret => EF.Property<int>(secret, ConnectionSecret.KeyVersion) == key.Version, stop);
            // A reply in the inbox is processed within a minute and a revocation completes within a day; until then they may need any
            // version.
            count += await session.Inbox.CountAsync(stop);
            count += await session.Revocations.CountAsync(row => row.Envelope != null, stop);
            count += await session.ConnectAttempts.CountAsync(row => row.Parked != null && row.EndsAt > now && row.EndsAt <= lastParked, stop);
        }

        return count;
    }
}
