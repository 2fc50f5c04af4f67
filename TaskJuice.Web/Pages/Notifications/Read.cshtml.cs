using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Notifying;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Notifications;

[FormStandsAt("/{workspace}/notifications")]
public sealed class ReadModel(MarkTroublesRead mark, ReadNotices read, Words words) : WorkspacePage
{
    /// <summary>What was pressed: the banner's, the bell's or the page's button.</summary>
    public string? From { get; private set; }

    public NoticeList Notices { get; private set; } = null!;

    public bool IsOnList { get; private set; }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] Guid[] connection, [FromForm] string[] app, [FromForm] string? from, [FromForm(Name = "return")] string? destination, CancellationToken stop)
    {
        // One that cannot be read must not turn into "all".
        if (!ModelState.IsValid)
            return BadRequest();

        await mark.MarkAsync(Workspace.Tenant, UserId, connection, app, stop);
        if (!Request.WantsFragment())
        {
            Carry(new(words["Frame.MarkedRead"]));
            return SeeOther(Url.OrStart(destination));
        }

        (From, Notices) = (from, await read.ReadAsync(Workspace, UserId, stop));
        IsOnList = Request.AddressOfPage().StartsWith(Notices.Path, StringComparison.OrdinalIgnoreCase);
        return Partial("_Read", this);
    }
}
