using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>Finds workspaces through the user, so that another account's workspace cannot be told from one that does not exist.</summary>
public sealed class FindWorkspace(TaskJuiceDb db)
{
    /// <summary>The workspaces a user can access, by name.</summary>
    public async Task<IReadOnlyList<Workspace>> AllAsync(Guid userId, CancellationToken stop)
    {
        await using var session = await db.AsUserAsync(userId, stop);
        return await session.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Name).ToListAsync(stop);
    }

    /// <summary>The workspace with this slug, or null when the user belongs to no such workspace.</summary>
    public async Task<Workspace?> BySlugAsync(Guid userId, string slug, CancellationToken stop)
    {
        await using var session = await db.AsUserAsync(userId, stop);
        return await session.Workspaces.AsNoTracking().FirstOrDefaultAsync(workspace => workspace.Slug == slug, stop);
    }
}
