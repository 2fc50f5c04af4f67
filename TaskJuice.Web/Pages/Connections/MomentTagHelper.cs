using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>
/// Writes a whole sentence with a moment at its first place: <c>&lt;moment text="Connections.Checked" at="…"&gt;</c> becomes
/// "Checked 2 minutes ago.", the exact time beside it. Moments to come read "in 2 minutes".
/// </summary>
[HtmlTargetElement("moment", Attributes = "text,at")]
public sealed class MomentTagHelper(Words words, TimeProvider clock) : TagHelper
{
    private const int DaysShownAsDistance = 30;
    private const string Place = "\uFFFC";

    public string Text { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var time = new TagBuilder("time");
        time.Attributes["datetime"] = At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        time.Attributes["title"] = At.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.CurrentCulture);
        time.InnerHtml.Append(Distance(At - clock.GetUtcNow()));

        var parts = words[Text, Place].Split(Place, 2);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.Append(parts[0]).AppendHtml(time).Append(parts[^1]);
    }

    private string Distance(TimeSpan ahead) => (ahead.Duration(), ahead > TimeSpan.Zero ? "Ahead" : "Ago") switch
    {
        ({ TotalMinutes: < 1 }, var way) => words[$"Connections.{way}.now"],
        ({ TotalHours: < 1 } distance, var way) => words.Count($"Connections.{way}.minutes", (int)distance.TotalMinutes),
        ({ TotalDays: < 1 } distance, var way) => words.Count($"Connections.{way}.hours", (int)distance.TotalHours),
        ({ TotalDays: < DaysShownAsDistance } distance, var way) => words.Count($"Connections.{way}.days", (int)distance.TotalDays),
        _ => At.UtcDateTime.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
    };
}
