using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>Who can set an app up, and a letter that asks them to.</summary>
public sealed class Administrators(TaskJuiceDb db, Words words)
{
    private const int Named = 3;

    /// <summary>Names of the account's owner and administrators.</summary>
    public async Task<IReadOnlyList<User>> OfAsync(Workspace workspace, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var admins = session.Memberships.Where(member => member.AccountId == workspace.AccountId && member.Role != MemberRole.Member).Select(member => member.UserId);
        return await session.People.AsNoTracking().Where(person => admins.Contains(person.Id)).OrderBy(person => person.DisplayName).Take(Named).ToListAsync(stop);
    }

    /// <summary>An address that opens a prepared mail to them.</summary>
    public async Task<string> MailAsync(Workspace workspace, string app, CancellationToken stop) => Mail(await OfAsync(workspace, stop), app);

    public string Mail(IEnumerable<User> people, string app) =>
        $"mailto:{string.Join(',', people.Select(person => Uri.EscapeDataString(person.Email ?? "").Replace("%40", "@")))}"
        + $"?subject={Uri.EscapeDataString(words["Connect.MailSubject", app])}&body={Uri.EscapeDataString(words["Connect.MailBody", app])}";
}
