using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Connections.Connecting;

namespace TaskJuice.Core.Storage;

/// <summary>
/// A transaction that can delete finished rows in every workspace and sees nothing else: the policies named <c>pruner</c> define finished.
/// Locked rows are skipped.
/// </summary>
internal sealed class PruningSession : Session
{
    private PruningSession(TaskJuiceDb db, IDbContextTransaction transaction) : base(db, transaction) { }

    public static async Task<PruningSession> OpenAsync(TaskJuiceDb db, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfPruner, stop));

    /// <summary>Connect attempts that ended before this and still have an undecided grant.</summary>
    public async Task<IReadOnlyList<ConnectAttempt>> UndecidedAsync(DateTimeOffset before, int most, CancellationToken stop) =>
        await Db.ConnectAttempts.IgnoreQueryFilters().AsNoTracking().Where(row => row.Parked != null && row.EndsAt < before)
            .OrderBy(row => row.EndsAt).Take(most).ToListAsync(stop);

    /// <summary>Deletes connect attempts that ended before this. A grant that could not be revoked keeps its attempt for a day.</summary>
    public Task<int> PruneAttemptsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from connect_attempts where ctid = any(array(
            select ctid from connect_attempts where ends_at < {before} and (parked is null or ends_at < {before} - interval '1 day')
            order by ends_at limit {most} for update skip locked))
        """, stop);

    /// <summary>Deletes sign-ins that began before this.</summary>
    public Task<int> PruneSignInsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from browser_sessions where ctid = any(array(
            select ctid from browser_sessions where started_at < {before} order by started_at limit {most} for update skip locked))
        """, stop);

    /// <summary>Deletes emails planned before this. While a problem lasts, its emails record who must hear about its end.</summary>
    public Task<int> PruneMailsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from mails where ctid = any(array(
            select mail.ctid from mails mail join notifications told
                on (told.account_id, told.workspace_id, told.id) = (mail.account_id, mail.workspace_id, mail.notification_id)
            where mail.due_at is null and mail.planned_at < {before} and told.closed_at < {before}
            order by mail.planned_at limit {most} for update of mail skip locked))
        """, stop);

    /// <summary>Deletes notifications closed before this, with who has read them. One that an email depends on stays as long as the email.</summary>
    public Task<int> PruneNotificationsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from notifications where ctid = any(array(
            select told.ctid from notifications told where told.closed_at < {before}
                and not exists (select 1 from mails mail
                    where (mail.account_id, mail.workspace_id, mail.notification_id) = (told.account_id, told.workspace_id, told.id))
            order by told.closed_at limit {most} for update skip locked))
        """, stop);

    /// <summary>Deletes workflows that were deleted by someone before this, with their steps.</summary>
    public Task<int> PruneWorkflowsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from workflows where ctid = any(array(
            select ctid from workflows where removed_at < {before} order by removed_at limit {most} for update skip locked))
        """, stop);

    /// <summary>Deletes steps that were removed before this.</summary>
    public Task<int> PruneStepsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from nodes where ctid = any(array(
            select ctid from nodes where removed_at < {before} order by removed_at limit {most} for update skip locked))
        """, stop);

    /// <summary>Deletes revocations completed before this.</summary>
    public Task<int> PruneRevocationsAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from revocations where ctid = any(array(
            select ctid from revocations where done_at < {before} order by done_at limit {most} for update skip locked))
        """, stop);

    /// <summary>Deletes routine history entries from before this.</summary>
    public Task<int> PruneHistoryAsync(DateTimeOffset before, int most, CancellationToken stop) => Db.Database.ExecuteSqlAsync($"""
        delete from audit_events where ctid = any(array(
            select ctid from audit_events where kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried') and at < {before}
            order by at limit {most} for update skip locked))
        """, stop);
}
