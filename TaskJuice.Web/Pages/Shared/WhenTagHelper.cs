using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Writes <c>&lt;time when="…"&gt;</c> as a distance from now, with the exact time beside it.</summary>
[HtmlTargetElement("time", Attributes = "when")]
public sealed class WhenTagHelper(TimeProvider clock) : TagHelper
{
    private const int DaysShownAsDistance = 30;

    public DateTimeOffset When { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("datetime", When.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", When.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture));
        output.Content.SetContent(Distance(clock.GetUtcNow() - When));
    }

    private string Distance(TimeSpan past) => past switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => Counted((int)past.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Counted((int)past.TotalHours, "hour"),
        { TotalDays: < DaysShownAsDistance } => Counted((int)past.TotalDays, "day"),
        _ => When.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    private static string Counted(int count, string unit) => count == 1 ? $"1 {unit} ago" : $"{count} {unit}s ago";
}
