using System.Net;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Htmx;

/// <summary>
/// Names and other text not to be translated are in elements with <c>translate="no"</c>. If part of the text is right-to-left, the element
/// is isolated with a direction of its own, so that the text around it keeps its order.
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
