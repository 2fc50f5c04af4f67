using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>
/// A transaction that can delete finished rows in every workspace and sees nothing else: the policies named <c>pruner</c> define which rows
/// are finished.
/// </summary>
internal sealed class PruningSession : Session
{
    private PruningSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public static async Task<PruningSession> OpenAsync(TaskJuiceDb db, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfPruner, stop));
}
