using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Tests;

/// <summary>A person and the workspaces of the agency this person works for.</summary>
public sealed record Agency(Guid UserId, string Email, IReadOnlyList<Workspace> Workspaces)
{
    public Workspace Workspace => Workspaces[0];

    public Tenant Tenant => Workspace.Tenant;

    public string Slug => Workspace.Slug;
}
