using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>How the keys of a database are.</summary>
/// <param name="Current">Who wraps now.</param>
/// <param name="Keys">How many account keys are in each state.</param>
/// <param name="WrappedBy">How many keys that can still open something hang on each version of the key-encryption key, the vault's own included.</param>
/// <param name="Waiting">Credentials under older account keys.</param>
public sealed record VaultStatus(
    string Current, IReadOnlyDictionary<AccountKeyState, int> Keys, IReadOnlyDictionary<string, int> WrappedBy, int Waiting);

/// <summary>Reads how the keys are, for the operator.</summary>
public sealed class ReadVaultStatus(TaskJuiceDb db, KeyEncryptionProvider encryption, VaultUnlock seal, SealedStores stores)
{
    /// <summary>Asks the provider and counts.</summary>
    /// <exception cref="KeyServiceException">The provider cannot be used.</exception>
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
            keys.Where(key => key.State != AccountKeyState.Retired).Select(key => key.WrappedBy).Append(vault.WrappedBy).CountBy(by => by).ToDictionary(),
            waiting);
    }

    private async Task<List<AccountKey>> KeysAsync(CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        return await session.AccountKeys.AsNoTracking().ToListAsync(stop);
    }
}
