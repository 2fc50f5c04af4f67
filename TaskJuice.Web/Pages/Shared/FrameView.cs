using TaskJuice.Core.Branding;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>The layout data of a page.</summary>
public sealed record FrameView(IReadOnlyList<Workspace> Workspaces, BrandColour? Colour, bool MayBrand)
{
    public static FrameView Of(Visitor visitor) => new(
        visitor.Workspaces,
        BrandColour.TryParse(visitor.BrandColour, out var colour) ? colour : null,
        visitor.Role?.May(Capability.ManageBranding) == true);
}
