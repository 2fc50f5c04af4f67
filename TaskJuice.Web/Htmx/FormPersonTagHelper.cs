using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Htmx;

/// <summary>Puts into posted forms in which something is typed who opened them.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed partial class FormPersonTagHelper(FormPerson person) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (person.For(ViewContext.HttpContext) is { } value && IsTypedInto().IsMatch((await output.GetChildContentAsync()).GetContent()))
            output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{FormPerson.Field}\" value=\"{value}\" />");
    }

    // The step's and the connection's forms are buttons, and there may be fifty of them on a page.
    [GeneratedRegex("""<(textarea|input(?![^>]*\stype="(hidden|radio|checkbox|submit)"))\b""")]
    private static partial Regex IsTypedInto();
}
