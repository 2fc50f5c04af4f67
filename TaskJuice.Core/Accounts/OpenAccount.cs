using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Accounts;

/// <summary>Opens an account: the account, its first key, its owner and its first workspaces, all or nothing.</summary>
public sealed class OpenAccount(TaskJuiceDb db, AccountKeys keys, TimeProvider clock)
{
    /// <summary>Makes the account with its people and workspaces.</summary>
    /// <param name="name">The agency's name.</param>
    /// <param name="people">Who belongs to it, with their roles; the users exist already.</param>
    /// <param name="workspaces">Names and slugs.</param>
    /// <param name="stop">Stops the work; nothing is kept then.</param>
    public async Task<IReadOnlyList<Workspace>> OpenAsync(
        string name, IEnumerable<(User User, MemberRole Role)> people, IEnumerable<(string Name, string Slug)> workspaces, CancellationToken stop)
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
