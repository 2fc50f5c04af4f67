using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees the refresh plan of every workspace, and nothing else.</summary>
internal sealed class ScheduleSession : Session
{
    private ScheduleSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public IQueryable<RefreshLease> Leases => Db.RefreshLeases;

    public static async Task<ScheduleSession> OpenAsync(TaskJuiceDb db, CancellationToken stop) =>
        new(db, await BeginAsync(db, Viewer.OfSchedule, stop));
}
