using System.Net;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Htmx;

/// <summary>
/// Names and other words that are nobody's to translate stand in <c>translate="no"</c>. Where some of them run from right to left, the
/// element becomes an island with a direction of its own, so that the words around it stay in their order.
/// </summary>
[HtmlTargetElement(Attributes = "translate")]
public sealed class DirectionTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if ($"{output.Attributes["translate"]?.Value}" != "no" || output.Attributes.ContainsName("dir"))
            return;

        var content = WebUtility.HtmlDecode((await output.GetChildContentAsync()).GetContent());
        if (WritingDirection.RunsLeft(content))
            output.Attributes.SetAttribute("dir", "auto");
    }
}
