using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Branding;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Reads the layout data of every workspace page, once per request.</summary>
public sealed class ReadFrame(TaskJuiceDb db)
{
    private (Guid Workspace, FrameView View)? _read;

    public async Task<FrameView> ReadAsync(WorkspacePage page, CancellationToken stop)
    {
        if (_read is { } read && read.Workspace == page.Workspace.Id)
            return read.View;

        var account = page.Workspace.AccountId;
        await using var session = await db.AsUserAsync(page.UserId, stop);
        var workspaces = await session.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Name).ToListAsync(stop);
        var colour = await session.Accounts.Where(row => row.Id == account).Select(row => row.BrandColour).FirstOrDefaultAsync(stop);
        var role = await session.Memberships.Where(row => row.AccountId == account && row.UserId == page.UserId)
            .Select(row => (MemberRole?)row.Role).FirstOrDefaultAsync(stop);
        _read = (page.Workspace.Id, new(
            workspaces, BrandColour.TryParse(colour, out var brand) ? brand : null, role?.May(Capability.ManageBranding) == true));
        return _read.Value.View;
    }
}

/// <summary>The layout data of a page.</summary>
public sealed record FrameView(IReadOnlyList<Workspace> Workspaces, BrandColour? Colour, bool MayBrand);
