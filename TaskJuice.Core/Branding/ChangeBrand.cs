using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Branding;

/// <summary>Gives an account its colour, or the product's own one back.</summary>
public sealed class ChangeBrand(TaskJuiceDb db)
{
    /// <summary>Changes it for every workspace of the account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="userId">Who asks.</param>
    /// <param name="colour">The colour, or null for the product's own.</param>
    /// <param name="stop">Stops the work; nothing is changed then.</param>
    /// <returns>False when the person may not.</returns>
    public async Task<bool> ChangeAsync(Guid accountId, Guid userId, BrandColour? colour, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, accountId, stop);
        var role = await session.Memberships.AsNoTracking().Where(row => row.AccountId == accountId && row.UserId == userId).Select(row => (MemberRole?)row.Role).FirstOrDefaultAsync(stop);
        if (role?.May(Capability.ManageBranding) != true)
            return false;

        var account = await session.Accounts.SingleAsync(row => row.Id == accountId, stop);
        account.Wear(colour?.ToString());
        await session.SaveAsync(stop);
        return true;
    }
}
