using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Branding;

/// <summary>Sets an account's brand colour, or resets it to the product's default.</summary>
public sealed class ChangeBrand(TaskJuiceDb db)
{
    /// <summary>Changes it for every workspace of the account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="userId">The user who requests the change.</param>
    /// <param name="colour">The colour, or null for the product's default.</param>
    /// <param name="stop">Cancels the operation; nothing is changed then.</param>
    /// <returns>False when the user lacks the permission.</returns>
    public async Task<bool> ChangeAsync(Guid accountId, Guid userId, BrandColour? colour, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, accountId, stop);
        var role = await session.Memberships.AsNoTracking().Where(row => row.AccountId == accountId && row.UserId == userId)
            .Select(row => (MemberRole?)row.Role).FirstOrDefaultAsync(stop);
        if (role?.May(Capability.ManageBranding) != true)
            return false;

        var account = await session.Accounts.SingleAsync(row => row.Id == accountId, stop);
        account.Wear(colour?.ToString());
        await session.SaveAsync(stop);
        return true;
    }
}
