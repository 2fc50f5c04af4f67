using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Accounts;

/// <summary>
/// Deletes an account permanently. All its keys are destroyed first, in one transaction: from then on, copies of its rows in this database
/// or in a backup cannot be decrypted. Its rows follow; when interrupted, running it again completes the rest. Access at the providers is
/// not revoked.
/// </summary>
public sealed class ShredAccount(TaskJuiceDb db)
{
    /// <summary>Deletes the account, every version of its key, and everything that belongs to it.</summary>
    /// <returns>False when the account does not exist.</returns>
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
