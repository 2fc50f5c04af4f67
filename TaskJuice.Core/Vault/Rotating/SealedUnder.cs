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

    /// <summary>Stored credentials under the version, replies that wait to become some, and grants that were put away for a decision while it sealed.</summary>
    public static async Task<int> CountAsync(TaskJuiceDb db, AccountKey key, DateTimeOffset now, TimeSpan publishTime, CancellationToken stop)
    {
        // A grant's version is inside its JSON; the time it was put away tells enough.
        var lastParked = key.ChangedAt + publishTime + PendingAuthorizations.Life;
        var count = 0;
        foreach (var tenant in await WorkspacesAsync(db, key.AccountId, stop))
        {
            await using var session = await db.InWorkspaceAsync(tenant, stop);
            count += await session.Secrets.CountAsync(secret => EF.Property<int>(secret, ConnectionSecret.KeyVersion) == key.Version, stop);
            // A reply in the inbox is a credential within a minute, a revocation is over within a day; until then they may need any version.
            count += await session.Inbox.CountAsync(stop);
            count += await session.Revocations.CountAsync(row => row.Envelope != null, stop);
            count += await session.ConnectAttempts.CountAsync(row => row.Parked != null && row.EndsAt > now && row.EndsAt <= lastParked, stop);
        }

        return count;
    }
}
