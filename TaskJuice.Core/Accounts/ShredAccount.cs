using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Accounts;

/// <summary>
/// Deletes an account for good. All its keys go first, in one transaction: from then on copies of its rows, in this database or in a
/// backup, open for nobody. Its rows follow; when that is interrupted, doing it again does the rest. Access that providers granted is
/// not ended by it.
/// </summary>
public sealed class ShredAccount(TaskJuiceDb db)
{
    /// <summary>Deletes the account, every version of its key, and all that hangs on it.</summary>
    /// <returns>False when there is no such account.</returns>
    public async Task<bool> ShredAsync(Guid account, CancellationToken stop)
    {
        await DestroyKeysAsync(account, stop);

        // A step holds on to its connection, so steps go before the account takes the rest along.
        foreach (var tenant in await db.TenantsOfAsync(account, stop))
        {
            await using var workspace = await db.InWorkspaceAsync(tenant, stop);
            await workspace.Workflows.ExecuteDeleteAsync(stop);
            await workspace.SaveAsync(stop);
        }

        await using var session = await AccountSession.OpenAsync(db, account, stop);
        var gone = await session.Accounts.Where(row => row.Id == account).ExecuteDeleteAsync(stop);
        await session.SaveAsync(stop);
        return gone == 1;
    }

    private async Task DestroyKeysAsync(Guid account, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        await session.AccountKeys.ExecuteDeleteAsync(stop);
        await session.SaveAsync(stop);
    }
}
