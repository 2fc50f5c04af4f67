using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Accounts;

/// <summary>Creates an account with its first key, members and first workspaces, in one transaction.</summary>
public sealed class OpenAccount(TaskJuiceDb db, AccountKeys keys, TimeProvider clock)
{
    /// <summary>Creates the account with its members and workspaces.</summary>
    /// <param name="name">The agency's name.</param>
    /// <param name="people">The members with their roles; the users exist already.</param>
    /// <param name="workspaces">Names and slugs.</param>
    /// <param name="stop">Cancels the operation; nothing is kept then.</param>
    public async Task<IReadOnlyList<Workspace>> OpenAsync(
        string name, IEnumerable<(User User, MemberRole Role)> people,
        IEnumerable<(string Name, string Slug)> workspaces, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var account = new Account(name, now);
        List<Workspace> opened = [.. workspaces.Select(workspace => new Workspace(account, workspace.Name, workspace.Slug, now))];

        var key = await keys.FirstAsync(account.Id, stop);
        await using var session = await AccountSession.OpenAsync(db, account.Id, stop);
        session.Add(account, key);
        foreach (var (user, role) in people)
            session.Add(new Membership(account, user, role));
        foreach (var workspace in opened)
            session.Add(workspace);
        await session.SaveAsync(stop);
        return opened;
    }
}
