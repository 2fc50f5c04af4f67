using TaskJuice.Core.Limiting;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages;

/// <summary>Counts what a person asks of providers, and says when it was too often.</summary>
public sealed class OftenAsked(Tally tally, Words words)
{
    /// <summary>Counts once.</summary>
    /// <returns>Null when it may be done; otherwise the sentence for the page, whose answer says it to programs already.</returns>
    public async Task<string?> ObjectionAsync(WorkspacePage page, Limit limit)
    {
        if (await tally.TakeAsync((limit, $"{page.UserId:N}")) is not { } wait)
            return null;

        page.Response.AskToWait(wait);
        return words.Count("Calls.TooOften", (int)Math.Ceiling(wait.TotalMinutes));
    }
}
