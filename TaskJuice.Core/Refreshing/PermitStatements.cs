using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>A due refresh with a reserved permit.</summary>
internal sealed record ReservedRefresh(Tenant Tenant, Guid Connection, Guid PartitionId, TimeSpan Wait);

/// <summary>The permits that one pass of the schedule reserved.</summary>
/// <param name="Reserved">Ordered by permit time.</param>
/// <param name="Due">How many were due and not reserved by anyone; at most <see cref="PermitStatements.Window"/>.</param>
/// <param name="Oldest">How long the oldest one has been due.</param>
internal sealed record Reservations(IReadOnlyList<ReservedRefresh> Reserved, int Due, TimeSpan Oldest);

/// <summary>Reserves rate-limit permits per token endpoint and client, in one statement so that processes do not race.</summary>
internal static class PermitStatements
{
    /// <summary>Priority applies among this many of the oldest due; more would make a pass expensive after a long outage.</summary>
    public const int Window = 10_000;

    /// <summary>How far ahead the schedule reserves. Short, so that someone who waits never finds a long queue.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(1);

    // If a process ends before it uses its permits, the refreshes become available to others after this.
    private static readonly TimeSpan ReservationLife = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reserves permits for due refreshes: those whose last attempt succeeded first, then by token expiry, taking the partitions in turn.
    /// (The first request after a pause shows the others whether it has ended.) What does not fit stays due. Concurrent processes pick
    /// different rows and do not block each other.
    /// </summary>
    /// <param name="session">The schedule's session.</param>
    /// <param name="usual">Refreshes per second where the lease has no rate.</param>
    /// <param name="most">The maximum over all partitions.</param>
    /// <param name="mostPerPartition">The maximum in one partition.</param>
    /// <param name="busy">Partitions in which this process has fewer free slots than that.</param>
    /// <param name="stop">Cancels the reservation.</param>
    public static async Task<Reservations> ReserveDueAsync(
        this ScheduleSession session, int usual, int most, int mostPerPartition,
        IReadOnlyDictionary<Guid, int> busy, CancellationToken stop)
    {
        var (partitions, places) = (busy.Keys.ToArray(), busy.Values.ToArray());
        var rows = await session.Database.SqlQuery<Row>($"""
            -- The oldest due ones without a holder, and their number for the metrics.
            with due as materialized (
                select account_id, workspace_id, connection_id, partition_id, due_at, failures > 0 as failed,
                    coalesce(token_ends_at, due_at) as needed_at, coalesce(per_second, {usual}) as per_second
                from refresh_leases
                where due_at < now() and (owner is null or held_until < now()) and (reserved_until is null or reserved_until < now())
                order by due_at limit {Window}

            -- The order within a partition: successful last time first, then by token expiry.
            ), ranked as (
                select due.*, row_number() over (partition by partition_id order by failed, needed_at) as rank from due

            -- At most as many per partition as this process can run and the provider allows in the time ahead; partitions take turns.
            ), wanted as (
                select ranked.* from ranked left join unnest({partitions}, {places}) as busy (partition_id, places) using (partition_id)
                where rank <= least(coalesce(busy.places, {mostPerPartition}), ceil(per_second * extract(epoch from {Ahead})))
                order by rank, needed_at limit {most}

            -- Skips rows that another process is reserving now. IS TRUE stops the planner from using the partial index on due_at here: each
            -- row is found by primary key instead of scanning all due rows for each.
            ), locked as materialized (
                select wanted.*
                from wanted join refresh_leases lease using (account_id, workspace_id, connection_id)
                where (lease.due_at < now()) is true and (lease.owner is null or lease.held_until < now())
                    and (lease.reserved_until is null or lease.reserved_until < now())
                for update of lease skip locked
            ), numbered as (
                select locked.*, row_number() over (partition by partition_id order by rank) - 1 as number from locked

            -- One row per partition stores when its next permit is free; taking N permits moves that by N steps, but not beyond the time
            -- ahead.
            ), permits as (
                insert into rate_limit_partitions as known (id, first_at, next_at, step)
                select partition_id, now(), now() + count(*) * (interval '1 second' / min(per_second)),
                    interval '1 second' / min(per_second)
                from numbered group by partition_id order by partition_id
                on conflict (id) do update set
                    first_at = greatest(known.next_at, now()),
                    next_at = greatest(known.next_at, now()) + excluded.step * greatest(0, least(
                        round(extract(epoch from excluded.next_at - excluded.first_at) / extract(epoch from excluded.step)),
                        ceil(extract(epoch from now() + {Ahead} - greatest(known.next_at, now())) / extract(epoch from excluded.step)))),
                    step = excluded.step
                returning id, first_at, next_at, step

            -- Those that got a permit; the others stay due.
            ), reserved as (
                update refresh_leases lease set reserved_until = permits.first_at + numbered.number * permits.step + {ReservationLife}
                from numbered join permits on permits.id = numbered.partition_id
                where (lease.account_id, lease.workspace_id, lease.connection_id)
                        = (numbered.account_id, numbered.workspace_id, numbered.connection_id)
                    and numbered.number < round(extract(epoch from permits.next_at - permits.first_at) / extract(epoch from permits.step))
                returning lease.account_id, lease.workspace_id, lease.connection_id, lease.partition_id,
                    greatest(permits.first_at + numbered.number * permits.step - now(), interval '0') as wait
            )
            select (select count(*)::int from due) as due, (select coalesce(now() - min(due_at), interval '0') from due) as oldest,
                reserved.*
            from (select 1) one left join reserved on true order by reserved.wait
            """).ToListAsync(stop);
        return new([.. rows.Where(row => row.PartitionId is not null).Select(row => row.Reserved)], rows[0].Due, rows[0].Oldest);
    }

    /// <summary>Reserves the next permit of a partition for a waiting caller.</summary>
    /// <param name="db">The database; no session is needed.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="perSecond">Its rate.</param>
    /// <param name="debt">How much earlier than its time the permit may be used.</param>
    /// <param name="patience">The longest acceptable wait; nothing is reserved beyond it.</param>
    /// <param name="stop">Cancels the reservation.</param>
    /// <returns>How long to wait, or null when nothing was reserved.</returns>
    public static async Task<TimeSpan?> ReserveNextAsync(
        this TaskJuiceDb db, Guid partition, int perSecond, TimeSpan debt, TimeSpan patience, CancellationToken stop) =>
        await db.Database.SqlQuery<TimeSpan?>($"""
            insert into rate_limit_partitions as known (id, first_at, next_at, step)
            values ({partition}, now(), now() + interval '1 second' / {perSecond}, interval '1 second' / {perSecond})
            on conflict (id) do update set
                first_at = greatest(known.next_at, now()), next_at = greatest(known.next_at, now()) + excluded.step, step = excluded.step
            where known.next_at < now() + {patience + debt}
            returning greatest(first_at - now() - {debt}, interval '0')
            """).ToListAsync(stop) is [var wait] ? wait : null;

    /// <summary>Releases an unused permit. Later reservations are not moved; the rate applies to both.</summary>
    public static Task GiveBackAsync(this TaskJuiceDb db, Guid partition, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"update rate_limit_partitions set next_at = next_at - step where id = {partition}", stop);

    private sealed record Row(
        int Due, TimeSpan Oldest, Guid? AccountId, Guid? WorkspaceId, Guid? ConnectionId, Guid? PartitionId, TimeSpan? Wait)
    {
        public ReservedRefresh Reserved =>
            new(new(AccountId!.Value, WorkspaceId!.Value), ConnectionId!.Value, PartitionId!.Value, Wait!.Value);
    }
}
