using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Writes <c>&lt;time when="…"&gt;</c> as a time relative to now, past or future, together with the exact time.</summary>
[HtmlTargetElement("time", Attributes = "when")]
public sealed class WhenTagHelper(Moments moments) : TagHelper
{
    public DateTimeOffset When { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("datetime", Moments.Machine(When));
        output.Attributes.SetAttribute("title", Moments.Exact(When));
        output.Content.SetContent(moments.Distance(When));
    }
}
