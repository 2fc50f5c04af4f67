using System.Globalization;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Times as text: relative, past or future, together with the exact time.</summary>
public sealed class Moments(Words words, TimeProvider clock)
{
    private const int DaysShownAsDistance = 30;

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Exact(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.CurrentCulture);

    public string Distance(DateTimeOffset moment)
    {
        var ahead = moment - clock.GetUtcNow();
        var isAhead = ahead > TimeSpan.Zero;
        return ahead.Duration() switch
        {
            { TotalMinutes: < 1 } => words[isAhead ? "Frame.InAMoment" : "Frame.JustNow"],
            { TotalHours: < 1 } span => Counted("Minutes", (int)span.TotalMinutes, isAhead),
            { TotalDays: < 1 } span => Counted("Hours", (int)span.TotalHours, isAhead),
            { TotalDays: < DaysShownAsDistance } span => Counted("Days", (int)span.TotalDays, isAhead),
            _ => moment.UtcDateTime.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
        };
    }

    private string Counted(string unit, int count, bool isAhead) => words.Count(isAhead ? $"Frame.In{unit}" : $"Frame.{unit}Ago", count);
}
