using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Accepts a restored backup. To the vault it looks like an attack, because both bring old credentials back; only an operator, who has the
/// key-encryption key and access to Redis, can confirm that it was intended.
/// </summary>
public sealed class AcceptRestore(TaskJuiceDb db, VaultUnlock seal, HighWaterMarks marks)
{
    /// <summary>Deletes the high-water marks that are newer than the database.</summary>
    /// <exception cref="Wrapping.KeyServiceException">The key service is unavailable.</exception>
    public async Task AcceptAsync(CancellationToken stop)
    {
        await seal.OpenAsync(stop);
        await using var session = await KeysSession.OpenAsync(db, stop);
        await marks.ForgetAsync(await session.AccountKeys.Select(key => key.AccountId).Distinct().ToListAsync(stop));
    }
}
