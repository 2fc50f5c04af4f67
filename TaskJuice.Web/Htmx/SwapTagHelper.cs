using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TaskJuice.Web.Htmx;

/// <summary>
/// Enhances a working link or form: <c>swap="#id"</c> replaces that element with the response, <c>data-dialog</c> shows it in the page's
/// dialog. The address is still the one in <c>href</c> or <c>action</c>. Dialog content shown as a page of its own keeps plain links and
/// forms, because neither the builder nor the dialog exists there.
/// </summary>
[HtmlTargetElement("a", Attributes = "swap")]
[HtmlTargetElement("a", Attributes = "data-dialog")]
[HtmlTargetElement("form", Attributes = "swap")]
[HtmlTargetElement("form", Attributes = "data-dialog")]
public sealed class SwapTagHelper : TagHelper
{
    /// <summary>The ViewData key by which a page marks dialog content shown as a page of its own.</summary>
    public const string OwnPage = "OwnPage";

    // After the framework's tag helpers, which write href and action.
    public override int Order => 100;

    public string? Swap { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ViewData.ContainsKey(OwnPage) && !IsPartOfAnotherPage(ViewContext.HttpContext.Request))
            return;

        var isLink = output.TagName == "a";
        var address = output.Attributes[isLink ? "href" : "action"]?.Value;
        var isPost = string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase);
        output.Attributes.SetAttribute(isPost ? "hx-post" : "hx-get", address);
        output.Attributes.SetAttribute("hx-target", Swap ?? "#dialog-body");
        output.Attributes.SetAttribute("hx-swap", Swap is null ? "innerHTML" : "outerHTML");
        if (isLink && Swap is not null)
            output.Attributes.SetAttribute("hx-push-url", "true");

        // A second click on the same button is dropped; of two navigations, the last one wins, whichever responds first.
        if (isPost)
            output.Attributes.SetAttribute("hx-sync", "this:drop");
        else if (Swap is not null)
            output.Attributes.SetAttribute("hx-sync", $"{Swap}:replace");
    }

    // htmx may select a part of the full page and show it in a dialog elsewhere.
    private static bool IsPartOfAnotherPage(HttpRequest request) =>
        request.IsHtmx() && Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var shown)
            && shown.AbsolutePath != request.Path;
}
