using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>A transaction that sees the wrapped keys of every account, and nothing else.</summary>
internal sealed class KeysSession : Session
{
    private KeysSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public IQueryable<AccountKey> AccountKeys => Set<AccountKey>();

    public static async Task<KeysSession> OpenAsync(TaskJuiceDb db, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfKeyKeeper, stop));
}
