using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Htmx;

/// <summary>Puts into posted forms who opened them.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class FormPersonTagHelper(FormPerson person) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (person.For(ViewContext.HttpContext) is { } value)
            output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{FormPerson.Field}\" value=\"{value}\" />");
    }
}
