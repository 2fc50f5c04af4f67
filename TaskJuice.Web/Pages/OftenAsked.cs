using TaskJuice.Core.Limiting;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages;

/// <summary>Limits how often a person can cause calls to providers.</summary>
public sealed class OftenAsked(Tally tally, Words words)
{
    /// <summary>Counts one call.</summary>
    /// <returns>Null when it is allowed; otherwise the message for the page, whose response already has the status and header.</returns>
    public async Task<string?> ObjectionAsync(WorkspacePage page, Limit limit)
    {
        if (await tally.TakeAsync((limit, $"{page.UserId:N}")) is not { } wait)
            return null;

        page.Response.AskToWait(wait);
        return words.Count("Calls.TooOften", (int)Math.Ceiling(wait.TotalMinutes));
    }
}
