using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>How to set up an app's OAuth client: the settings for people with the permission; whom to ask for everyone else.</summary>
public sealed class SetUp(TaskJuiceDb db, PublicUrl address, Words words) : ViewComponent
{
    private const int Named = 3;

    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace, App app)
    {
        var me = Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var able = await AbleAsync(workspace, HttpContext.RequestAborted);
        var recipients = able.Take(Named).Select(person => Uri.EscapeDataString(person.Email ?? "").Replace("%40", "@"));
        return View(new SetUpView(app, able.Exists(person => person.Id == me), [.. able.Take(Named)])
        {
            RedirectUri = address.RedirectUri(app.Slug, OAuthClient.Shared).AbsoluteUri,
            Settings = [.. OAuthClients.SettingsOf(app).Select(name => name.Replace(":", "__"))],
            Mail = $"mailto:{string.Join(',', recipients)}?subject={Uri.EscapeDataString(words["Connect.MailSubject", app.Name])}"
                + $"&body={Uri.EscapeDataString(words["Connect.MailBody", app.Name])}",
        });
    }

    private async Task<List<User>> AbleAsync(Workspace workspace, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(workspace.Tenant, stop);
        var members = await session.Memberships.AsNoTracking().Where(member => member.AccountId == workspace.AccountId)
            .Select(member => new { member.UserId, member.Role }).ToListAsync(stop);
        var able = members.Where(member => member.Role.May(Capability.SetUpApps)).Select(member => member.UserId).ToList();
        return await session.People.AsNoTracking().Where(person => able.Contains(person.Id)).OrderBy(person => person.DisplayName)
            .ToListAsync(stop);
    }
}

/// <summary>The instructions for setting up an app.</summary>
/// <param name="App">The app without a working OAuth client.</param>
/// <param name="MaySetUp">True when the person has the permission.</param>
/// <param name="People">Some of the people with the permission.</param>
public sealed record SetUpView(App App, bool MaySetUp, IReadOnlyList<User> People)
{
    /// <summary>The redirect URI to register at the provider.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Names of environment variables.</summary>
    public required IReadOnlyList<string> Settings { get; init; }

    /// <summary>A mailto address with a prepared email to the people with the permission.</summary>
    public required string Mail { get; init; }
}
