using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>
/// Rewraps every account's keys, and the vault's own, under the provider's current version. No credential is touched. When interrupted,
/// running it again completes the rest.
/// </summary>
public sealed class RotateKeyEncryption(TaskJuiceDb db, KeyEncryptionProvider encryption, VaultUnlock seal)
{
    /// <summary>Rewraps what is under another version.</summary>
    /// <returns>How many keys were rewrapped.</returns>
    /// <exception cref="VaultException">A key cannot be unwrapped, so the version that wrapped it must be kept.</exception>
    /// <exception cref="KeyServiceException">The provider is unavailable.</exception>
    public async Task<int> RotateAsync(CancellationToken stop)
    {
        await seal.OpenAsync(stop);
        var current = await encryption.CurrentAsync(stop);
        var count = await VaultKeyAsync(current, stop);
        foreach (var key in await OlderAsync(current, stop))
            count += await RewrapAsync(key, stop);
        return count;
    }

    private async Task<List<AccountKey>> OlderAsync(string current, CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        return await session.AccountKeys.AsNoTracking().Where(key => key.State != AccountKeyState.Retired && key.WrappedBy != current)
            .ToListAsync(stop);
    }

    private async Task<int> RewrapAsync(AccountKey key, CancellationToken stop)
    {
        var wrapped = await encryption.RewrapAsync(key.Key, key.Context, stop);
        await using var session = await AccountSession.OpenAsync(db, key.AccountId, stop);
        var done = await session.AccountKeys.Where(row => row.Version == key.Version && row.Wrapped == key.Wrapped).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.WrappedBy, wrapped.By).SetProperty(found => found.Wrapped, wrapped.Bytes), stop);
        await session.SaveAsync(stop);
        return done;
    }

    private async Task<int> VaultKeyAsync(string current, CancellationToken stop)
    {
        var key = await db.VaultKeys.AsNoTracking().SingleAsync(stop);
        if (key.WrappedBy == current)
            return 0;

        var wrapped = await encryption.RewrapAsync(key.Key, KeyContext.OfVault, stop);
        return await db.VaultKeys.Where(row => row.Wrapped == key.Wrapped).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.WrappedBy, wrapped.By).SetProperty(found => found.Wrapped, wrapped.Bytes), stop);
    }
}
