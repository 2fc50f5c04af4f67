using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TaskJuice.Web.Htmx;

/// <summary>Puts the antiforgery token in posted forms with a written-out address; the framework does it only for the other ones.</summary>
[HtmlTargetElement("form", Attributes = "[method=post],action")]
public sealed class ForgeryTokenTagHelper(IHtmlGenerator html) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.AllAttributes.ContainsName("asp-antiforgery"))
            output.PostContent.AppendHtml(html.GenerateAntiforgery(ViewContext));
    }
}
