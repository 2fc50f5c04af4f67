using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Retention;

/// <summary>Deletes finished rows in every workspace. Rows that another process has locked are skipped.</summary>
internal static class PruningStatements
{
    /// <summary>Deletes sign-in sessions that started before this time.</summary>
    public static Task<int> PruneSignInsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from browser_sessions where ctid = any(array(
                select ctid from browser_sessions where started_at < {before} order by started_at limit {most} for update skip locked))
            """, stop);

    /// <summary>Deletes emails queued before this time. While a problem lasts, its emails record who must be notified of its end.</summary>
    public static Task<int> PruneMailsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from mails where ctid = any(array(
                select mail.ctid from mails mail join notifications told
                    on (told.account_id, told.workspace_id, told.id) = (mail.account_id, mail.workspace_id, mail.notification_id)
                where mail.due_at is null and mail.planned_at < {before} and told.closed_at < {before}
                order by mail.planned_at limit {most} for update of mail skip locked))
            """, stop);

    /// <summary>
    /// Deletes notifications closed before this time, with who has read them. One that an email refers to is kept as long as the email.
    /// </summary>
    public static Task<int> PruneNotificationsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from notifications where ctid = any(array(
                select told.ctid from notifications told where told.closed_at < {before}
                    and not exists (select 1 from mails mail
                        where (mail.account_id, mail.workspace_id, mail.notification_id) = (told.account_id, told.workspace_id, told.id))
                order by told.closed_at limit {most} for update skip locked))
            """, stop);

    /// <summary>Deletes workflows that a person deleted before this time, with their steps.</summary>
    public static Task<int> PruneWorkflowsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from workflows where ctid = any(array(
                select ctid from workflows where removed_at < {before} order by removed_at limit {most} for update skip locked))
            """, stop);

    /// <summary>Deletes steps removed before this time.</summary>
    public static Task<int> PruneStepsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from steps where ctid = any(array(
                select ctid from steps where removed_at < {before} order by removed_at limit {most} for update skip locked))
            """, stop);

    /// <summary>Deletes revocations completed before this time.</summary>
    public static Task<int> PruneRevocationsAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from revocations where ctid = any(array(
                select ctid from revocations where done_at < {before} order by done_at limit {most} for update skip locked))
            """, stop);

    /// <summary>Deletes routine audit events from before this time.</summary>
    public static Task<int> PruneHistoryAsync(this PruningSession session, DateTimeOffset before, int most, CancellationToken stop) =>
        session.ExecuteSqlAsync($"""
            delete from audit_events where ctid = any(array(
                select ctid from audit_events where kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried') and at < {before}
                order by at limit {most} for update skip locked))
            """, stop);
}
