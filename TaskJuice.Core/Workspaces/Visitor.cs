using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>The signed-in sender of a request, and what everything they may see depends on.</summary>
/// <param name="Workspace">The addressed workspace; null when the user belongs to no such workspace, whether it exists or not.</param>
/// <param name="Role">The user's role in the workspace's account; null without a workspace.</param>
/// <param name="BrandColour">The account's brand colour as <c>#rrggbb</c>, or null.</param>
/// <param name="Workspaces">All workspaces of the user by name if they were asked for; otherwise at most the addressed one.</param>
public sealed record Visitor(Workspace? Workspace, MemberRole? Role, string? BrandColour, IReadOnlyList<Workspace> Workspaces);

/// <summary>What a request says about its sender.</summary>
/// <param name="UserId">The user in the cookie.</param>
/// <param name="SessionId">The sign-in session in the cookie.</param>
/// <param name="Slug">The workspace in the address, or null.</param>
/// <param name="WithAll">True to read all workspaces of the user.</param>
public sealed record Visit(Guid UserId, Guid SessionId, string? Slug, bool WithAll);

/// <summary>
/// Reads who sent a request in one round trip: whether the sign-in session is still open, and the workspace, found through the membership.
/// </summary>
public sealed class FindVisitor(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>Returns null when the sign-in session was ended or has expired.</summary>
    public async Task<Visitor?> FindAsync(Visit visit, CancellationToken stop)
    {
        await using var rows = await VisitStatements.ReadAsync(db, visit, clock.GetUtcNow() - BrowserSessions.Longest, stop);
        var isOpen = false;
        List<(Workspace Workspace, MemberRole Role, string? Colour)> found = [];
        while (await rows.ReadAsync(stop))
        {
            isOpen = rows.IsOpen;
            if (rows.Workspace is { } workspace)
                found.Add((workspace, rows.Role, rows.BrandColour));
        }

        if (!isOpen)
            return null;

        var here = found.Find(row => row.Workspace.Slug == visit.Slug);
        return here.Workspace is null
            ? new(null, null, null, [.. found.Select(row => row.Workspace)])
            : new(here.Workspace, here.Role, here.Colour, [.. found.Select(row => row.Workspace)]);
    }
}
