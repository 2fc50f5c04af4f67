using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees one account, its workspaces and members, but nothing inside a workspace.</summary>
internal sealed class AccountSession : Session
{
    private AccountSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public static async Task<AccountSession> OpenAsync(TaskJuiceDb db, Guid accountId, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfAccount(accountId), stop));
}
