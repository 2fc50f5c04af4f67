using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>A transaction that sees only the connect attempt with a given state.</summary>
internal sealed class AttemptSession : Session
{
    private AttemptSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public IQueryable<ConnectAttempt> Attempts => Set<ConnectAttempt>();

    public static async Task<AttemptSession> OpenAsync(TaskJuiceDb db, string stateHash, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfState(stateHash), stop));
}
