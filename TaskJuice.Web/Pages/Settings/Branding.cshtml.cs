using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Branding;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Settings;

/// <summary>The account's brand colour. With a colour in the address, the page previews it without saving.</summary>
[FormStandsAt("/{workspace}/settings/branding", Keeps = ["colour"])]
public sealed class BrandingModel(ChangeBrand change, KeptForm kept, Words words) : WorkspacePage
{
    public const string Example = "#1d6f5c";

    /// <summary>The content of the input.</summary>
    public string Typed { get; private set; } = "";

    public string? FormError { get; private set; }

    /// <summary>The colour shown, saved or not.</summary>
    public BrandColour? Shown { get; private set; }

    public bool IsKept { get; private set; }

    /// <summary>True when the colour was entered before the person had to sign in again.</summary>
    public bool IsUnsaved { get; private set; }

    public IActionResult OnGet([FromQuery] string? colour)
    {
        if (!Frame.MayBrand)
            return StatusCode(StatusCodes.Status403Forbidden);

        Typed = Frame.Colour?.ToString() ?? "";
        Shown = Frame.Colour;
        IsKept = Frame.Colour is not null;
        if (colour is null && kept.Read(HttpContext).TryGetValue("colour", out var typed))
        {
            colour = typed;
            IsUnsaved = true;
        }

        if (colour is null)
            return FragmentOrPage("_Branding");

        Typed = colour;
        Shown = BrandColour.TryParse(colour, out var tried) ? tried : null;
        FormError = Shown is null && colour.Trim().Length > 0 ? words["Frame.Brand.Wrong"] : null;
        return FormError is null ? FragmentOrPage("_Branding") : Invalid("_Branding");
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? colour, [FromForm] string? reset, CancellationToken stop)
    {
        BrandColour? wanted = null;
        if (reset is null && !string.IsNullOrWhiteSpace(colour))
        {
            if (!BrandColour.TryParse(colour, out var parsed))
                return Refuse(colour);

            wanted = parsed;
        }

        if (!await change.ChangeAsync(Workspace.AccountId, UserId, wanted, stop))
            return StatusCode(StatusCodes.Status403Forbidden);

        // Reloads the full page: its style sheet has a new address.
        return RedirectBrowserTo(
            $"/{Workspace.Slug}/settings/branding", new(words[wanted is null ? "Frame.Brand.WasReset" : "Frame.Brand.Saved"]));
    }

    private IActionResult Refuse(string typed)
    {
        if (!Frame.MayBrand)
            return StatusCode(StatusCodes.Status403Forbidden);

        Typed = typed;
        Shown = Frame.Colour;
        IsKept = Frame.Colour is not null;
        FormError = words["Frame.Brand.Wrong"];
        return Invalid("_Branding");
    }
}
