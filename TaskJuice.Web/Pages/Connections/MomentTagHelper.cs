using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>
/// Writes a sentence with a time as its first argument: <c>&lt;moment text="Connections.Checked" at="…"&gt;</c> becomes "Checked 2 minutes
/// ago.", together with the exact time. Times in the future read "in 2 minutes".
/// </summary>
[HtmlTargetElement("moment", Attributes = "text,at")]
public sealed class MomentTagHelper(Words words, Moments moments) : TagHelper
{
    private const string Place = "\uFFFC";

    public string Text { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var time = new TagBuilder("time");
        time.Attributes["datetime"] = Moments.Machine(At);
        time.Attributes["title"] = Moments.Exact(At);
        time.InnerHtml.Append(moments.Distance(At));

        var parts = words[Text, Place].Split(Place, 2);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.Append(parts[0]).AppendHtml(time).Append(parts[^1]);
    }
}
