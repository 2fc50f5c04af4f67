using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>Finds workspaces through the user.</summary>
public sealed class FindWorkspace(TaskJuiceDb db)
{
    /// <summary>The workspaces a user can access, by name.</summary>
    public async Task<IReadOnlyList<Workspace>> AllAsync(Guid userId, CancellationToken stop)
    {
        await using var session = await db.AsUserAsync(userId, stop);
        return await session.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Name).ToListAsync(stop);
    }
}
