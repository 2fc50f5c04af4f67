using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees the accounts a person belongs to, and their workspaces.</summary>
public sealed class UserSession : Session
{
    private UserSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    /// <summary>The person's workspaces, over all accounts.</summary>
    public IQueryable<Workspace> Workspaces => Db.Workspaces;

    /// <summary>The person's memberships.</summary>
    public IQueryable<Membership> Memberships => Db.Memberships;

    /// <summary>The accounts the person belongs to.</summary>
    public IQueryable<Account> Accounts => Db.Accounts;

    /// <summary>What the person began to connect, in all workspaces; for looking only.</summary>
    internal IQueryable<ConnectAttempt> ConnectAttempts => Db.ConnectAttempts;

    internal static async Task<UserSession> OpenAsync(TaskJuiceDb db, Guid userId, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfUser(userId), stop));
}
