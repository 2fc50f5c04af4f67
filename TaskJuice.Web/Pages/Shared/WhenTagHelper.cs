using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Writes <c>&lt;time when="…"&gt;</c> as a distance from now, past or coming, with the exact time beside it.</summary>
[HtmlTargetElement("time", Attributes = "when")]
public sealed class WhenTagHelper(TimeProvider clock, Words words) : TagHelper
{
    private const int DaysShownAsDistance = 30;

    public DateTimeOffset When { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("datetime", When.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", When.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.CurrentCulture));
        output.Content.SetContent(Distance(clock.GetUtcNow() - When));
    }

    private string Distance(TimeSpan past) => past.Duration() switch
    {
        { TotalMinutes: < 1 } => words["Frame.JustNow"],
        { TotalHours: < 1 } span => Counted("Minutes", (int)span.TotalMinutes, past),
        { TotalDays: < 1 } span => Counted("Hours", (int)span.TotalHours, past),
        { TotalDays: < DaysShownAsDistance } span => Counted("Days", (int)span.TotalDays, past),
        _ => When.UtcDateTime.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
    };

    private string Counted(string unit, int count, TimeSpan past) => words.Count(past > TimeSpan.Zero ? $"Frame.{unit}Ago" : $"Frame.In{unit}", count);
}
