using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees scheduled work in every workspace, and nothing else: ids and times, never content.</summary>
internal sealed class ScheduleSession : Session
{
    private ScheduleSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public DatabaseFacade Database => Db.Database;

    public static async Task<ScheduleSession> OpenAsync(TaskJuiceDb db, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfSchedule, stop));
}
