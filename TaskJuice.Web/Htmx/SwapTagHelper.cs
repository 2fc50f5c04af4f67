using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TaskJuice.Web.Htmx;

/// <summary>
/// Upgrades a working link or form: <c>swap="#id"</c> puts the answer in place of that element, <c>data-dialog</c> puts it in the
/// page's dialog. The address stays the one in <c>href</c> or <c>action</c>. What is shown as a page of its own keeps plain links and forms:
/// neither the builder nor the dialog around it is there.
/// </summary>
[HtmlTargetElement("a", Attributes = "swap")]
[HtmlTargetElement("a", Attributes = "data-dialog")]
[HtmlTargetElement("form", Attributes = "swap")]
[HtmlTargetElement("form", Attributes = "data-dialog")]
public sealed class SwapTagHelper : TagHelper
{
    /// <summary>The key in ViewData by which a page says that it shows a dialog's content as a page of its own.</summary>
    public const string OwnPage = "OwnPage";

    // After the framework's helpers, which write href and action.
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

        // A second press of the same button is dropped; of two ways to go, the last one counts, whatever answers first.
        if (isPost)
            output.Attributes.SetAttribute("hx-sync", "this:drop");
        else if (Swap is not null)
            output.Attributes.SetAttribute("hx-sync", $"{Swap}:replace");
    }

    // htmx may pick a part out of the whole page and put it in a dialog that stands elsewhere.
    private static bool IsPartOfAnotherPage(HttpRequest request) =>
        request.IsHtmx() && Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var shown) && shown.AbsolutePath != request.Path;
}
