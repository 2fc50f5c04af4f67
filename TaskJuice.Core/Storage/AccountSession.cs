using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees one account, its workspaces and its people, but nothing inside a workspace.</summary>
internal sealed class AccountSession : Session
{
    private AccountSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public IQueryable<Account> Accounts => Db.Accounts;

    public IQueryable<Membership> Memberships => Db.Memberships;

    public IQueryable<Workspace> Workspaces => Db.Workspaces;

    public IQueryable<AccountKey> AccountKeys => Db.AccountKeys;

    public void Add(AccountKey key) => Db.Add(key);

    public void Add(Account account, AccountKey key)
    {
        Db.Add(account);
        Db.Add(key);
    }

    public void Add(Workspace workspace) => Db.Add(workspace);

    public void Add(Membership membership) => Db.Add(membership);

    public static async Task<AccountSession> OpenAsync(TaskJuiceDb db, Guid accountId, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfAccount(accountId), stop));
}
