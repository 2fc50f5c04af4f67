using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>The state of a database's keys.</summary>
/// <param name="Current">The provider and version that wraps now.</param>
/// <param name="Keys">The number of account keys in each state.</param>
/// <param name="WrappedBy">The number of usable keys wrapped by each version of the key-encryption key, including the vault's own.</param>
/// <param name="Waiting">Credentials encrypted under older account keys.</param>
public sealed record VaultStatus(
    string Current, IReadOnlyDictionary<AccountKeyState, int> Keys, IReadOnlyDictionary<string, int> WrappedBy, int Waiting);

/// <summary>Reads how the keys are, for the operator.</summary>
public sealed class ReadVaultStatus(TaskJuiceDb db, KeyEncryptionProvider encryption, VaultUnlock seal, SealedStores stores)
{
    /// <summary>Calls the provider and counts.</summary>
    /// <exception cref="KeyServiceException">The provider is unavailable.</exception>
    public async Task<VaultStatus> ReadAsync(CancellationToken stop)
    {
        await seal.OpenAsync(stop);
        var keys = await KeysAsync(stop);
        var waiting = 0;
        foreach (var key in keys.Where(key => key.State == AccountKeyState.DecryptOnly))
            waiting += await stores.CountAsync(key, stop);

        var vault = await db.VaultKeys.AsNoTracking().SingleAsync(stop);
        return new(
            await encryption.CurrentAsync(stop),
            keys.CountBy(key => key.State).ToDictionary(),
            keys.Where(key => key.State != AccountKeyState.Retired).Select(key => key.WrappedBy).Append(vault.WrappedBy).CountBy(by => by)
                .ToDictionary(),
            waiting);
    }

    private async Task<List<AccountKey>> KeysAsync(CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        return await session.AccountKeys.AsNoTracking().ToListAsync(stop);
    }
}
