using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Vault;

/// <summary>Access to wrapped keys, per session.</summary>
internal static class VaultSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<AccountKey> AccountKeys => session.Set<AccountKey>();

        public void Add(AccountKey key) => session.Set<AccountKey>().Add(key);

        /// <summary>The account's keys that can still decrypt, read once per transaction.</summary>
        public Task<List<AccountKey>> KeysAsync(CancellationToken stop) =>
            session.ReadOnceAsync(
                () => session.AccountKeys.AsNoTracking().Where(key => key.State != AccountKeyState.Retired).ToListAsync(stop));
    }

    extension(AccountSession session)
    {
        public IQueryable<AccountKey> AccountKeys => session.Set<AccountKey>();

        public void Add(AccountKey key) => session.Set<AccountKey>().Add(key);

        /// <summary>Adds an account together with its first key.</summary>
        public void Add(Account account, AccountKey key)
        {
            session.Set<Account>().Add(account);
            session.Add(key);
        }
    }

    extension(TaskJuiceDb db)
    {
        public DbSet<VaultKey> VaultKeys => db.Set<VaultKey>();
    }
}
