using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees the accounts a user belongs to, and their workspaces.</summary>
public sealed class UserSession : Session
{
    private UserSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    internal static async Task<UserSession> OpenAsync(TaskJuiceDb db, Guid userId, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfUser(userId), stop));
}
