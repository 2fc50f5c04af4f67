using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>Access to accounts, workspaces and members, per session.</summary>
public static class WorkspacesSets
{
    extension(UserSession session)
    {
        /// <summary>The user's workspaces, across all accounts.</summary>
        public IQueryable<Workspace> Workspaces => session.Set<Workspace>();

        /// <summary>The user's memberships.</summary>
        public IQueryable<Membership> Memberships => session.Set<Membership>();

        /// <summary>The accounts the user belongs to.</summary>
        public IQueryable<Account> Accounts => session.Set<Account>();
    }

    extension(WorkspaceSession session)
    {
        /// <summary>The memberships of the account.</summary>
        public IQueryable<Membership> Memberships => session.Set<Membership>();

        /// <summary>The users who belong to the account.</summary>
        public IQueryable<User> People
        {
            get
            {
                var (account, memberships) = (session.Tenant.AccountId, session.Memberships);
                return session.Set<User>()
                    .Where(user => memberships.Any(member => member.UserId == user.Id && member.AccountId == account));
            }
        }

        /// <summary>The workspace of this session, as its account sees it.</summary>
        internal IQueryable<Workspace> Workspaces =>
            session.Set<Workspace>().Where(row => row.AccountId == session.Tenant.AccountId && row.Id == session.Tenant.WorkspaceId);
    }

    extension(AccountSession session)
    {
        internal IQueryable<Account> Accounts => session.Set<Account>();

        internal IQueryable<Membership> Memberships => session.Set<Membership>();

        internal IQueryable<Workspace> Workspaces => session.Set<Workspace>();

        internal void Add(Workspace workspace) => session.Set<Workspace>().Add(workspace);

        internal void Add(Membership membership) => session.Set<Membership>().Add(membership);
    }

    extension(TaskJuiceDb db)
    {
        internal DbSet<BrowserSession> BrowserSessions => db.Set<BrowserSession>();
    }
}
