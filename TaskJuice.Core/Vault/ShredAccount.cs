using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Deletes an account for good. Its keys go in the same transaction as its rows, so that copies of the rows in backups open for nobody.
/// Access that providers granted is not ended by it.
/// </summary>
public sealed class ShredAccount(TaskJuiceDb db)
{
    /// <summary>Deletes the account, every version of its key, and all that hangs on it.</summary>
    /// <returns>False when there is no such account.</returns>
    public async Task<bool> ShredAsync(Guid account, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        await session.AccountKeys.ExecuteDeleteAsync(stop);
        var gone = await session.Accounts.Where(row => row.Id == account).ExecuteDeleteAsync(stop);
        await session.SaveAsync(stop);
        return gone == 1;
    }
}
