using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

internal static class TenantsOfAccount
{
    /// <summary>All workspaces of an account.</summary>
    public static async Task<List<Tenant>> TenantsOfAsync(this TaskJuiceDb db, Guid account, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        return [.. (await session.Workspaces.AsNoTracking().ToListAsync(stop)).Select(workspace => workspace.Tenant)];
    }
}
