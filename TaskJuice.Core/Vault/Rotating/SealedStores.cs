using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>Everything that stores secrets under the keys of accounts.</summary>
public sealed class SealedStores(TaskJuiceDb db, IEnumerable<SealedStore> stores, VaultLimits limits, TimeProvider clock)
{
    /// <summary>Each kind of row.</summary>
    internal IEnumerable<SealedStore> All => stores;

    /// <summary>How much may still need a version of an account's key.</summary>
    internal async Task<int> CountAsync(AccountKey key, CancellationToken stop)
    {
        var count = 0;
        foreach (var tenant in await db.TenantsOfAsync(key.AccountId, stop))
        {
            await using var session = await db.InWorkspaceAsync(tenant, stop);
            foreach (var store in stores)
                count += await store.CountAsync(session, key, key.ChangedAt + limits.PublishTime, clock.GetUtcNow(), stop);
        }

        return count;
    }
}
