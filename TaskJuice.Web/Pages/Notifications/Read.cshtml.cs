using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.Core.Notifying;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Notifications;

[LargestForm(64)]
[FormStandsAt("/{workspace}/notifications")]
public sealed class ReadModel(MarkNotificationsRead mark, ReadNotices read, TimeProvider clock, Words words) : WorkspacePage
{
    /// <summary>Which button was used: the banner's, the bell's or the page's.</summary>
    public string? From { get; private set; }

    /// <summary>The list, when it is being shown.</summary>
    public NoticePage? Notices { get; private set; }

    /// <param name="connection">The connections.</param>
    /// <param name="app">The apps whose client secrets expire. Without both, everything is marked.</param>
    /// <param name="until">When the banner was rendered: what broke before is marked, and what broke since remains unread.</param>
    /// <param name="from">Which button was used.</param>
    /// <param name="destination">Where to redirect without script.</param>
    /// <param name="stop">Cancels the request.</param>
    public async Task<IActionResult> OnPostAsync(
        [FromForm] Guid[] connection, [FromForm] string[] app, [FromForm] DateTimeOffset? until, [FromForm] string? from,
        [FromForm(Name = "return")] string? destination, CancellationToken stop)
    {
        // An invalid parameter must not turn into "all".
        if (!ModelState.IsValid)
            return BadRequest();

        await MarkAsync(connection, app, until, stop);
        if (!Request.WantsFragment())
            return RedirectTo(Url.OrStart(destination), new(words["Frame.MarkedRead"]));

        From = from;
        var page = Request.AddressOfPage().Split('?', 2);
        if (page[0].Equals($"/{Workspace.Slug}/notifications", StringComparison.OrdinalIgnoreCase))
            Notices = await read.PageAsync(Workspace, UserId, PageOf(page), stop);
        return Partial("_Read", this);
    }

    private Task MarkAsync(Guid[] connections, string[] apps, DateTimeOffset? until, CancellationToken stop) =>
        (connections, apps, until) switch
        {
            (_, _, { } moment) => mark.MarkAllAsync(Workspace.Tenant, UserId, [NotificationKind.ReauthRequired], moment, stop),
            ([], [], null) => mark.MarkAllAsync(Workspace.Tenant, UserId, Enum.GetValues<NotificationKind>(), clock.GetUtcNow(), stop),
            _ => mark.MarkAsync(Workspace.Tenant, UserId, connections, apps, stop),
        };

    private static int PageOf(string[] address) =>
        address is [_, var query]
        && int.TryParse(QueryHelpers.ParseQuery(query).GetValueOrDefault("p"), CultureInfo.InvariantCulture, out var page) ? page : 1;
}
