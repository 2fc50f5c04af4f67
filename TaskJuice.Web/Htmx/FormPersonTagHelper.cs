using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Htmx;

/// <summary>Adds the signed-in user to posted forms with text input.</summary>
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

    // The forms of steps and connections are buttons, and a page may contain fifty of them.
    [GeneratedRegex("""<(textarea|input(?![^>]*\stype="(hidden|radio|checkbox|submit)"))\b""")]
    private static partial Regex IsTypedInto();
}
