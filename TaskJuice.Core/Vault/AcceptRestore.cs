using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Tells a restored backup from an attack: both bring old credentials back, but only an operator, who holds the key-encryption key and
/// reaches Redis, can say that it was meant.
/// </summary>
public sealed class AcceptRestore(TaskJuiceDb db, VaultUnlock seal, HighWaterMarks marks)
{
    /// <summary>Forgets what was newer than the database.</summary>
    /// <exception cref="Wrapping.KeyServiceException">The key service does not answer.</exception>
    public async Task AcceptAsync(CancellationToken stop)
    {
        await seal.OpenAsync(stop);
        await using var session = await KeysSession.OpenAsync(db, stop);
        await marks.ForgetAsync(await session.AccountKeys.Select(key => key.AccountId).Distinct().ToListAsync(stop));
    }
}
