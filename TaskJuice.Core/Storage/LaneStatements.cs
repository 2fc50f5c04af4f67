using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage;

/// <summary>A due refresh with a reserved slot.</summary>
internal sealed record BookedRefresh(Tenant Tenant, Guid Connection, Guid Lane, TimeSpan Wait);

/// <summary>What the schedule found and reserved.</summary>
/// <param name="Booked">In the order of their slots.</param>
/// <param name="Due">How many were due and not reserved by anyone; at most <see cref="LaneStatements.Window"/>.</param>
/// <param name="Oldest">How long the oldest one has been due.</param>
internal sealed record Bookings(IReadOnlyList<BookedRefresh> Booked, int Due, TimeSpan Oldest);

/// <summary>Reserves rate-limit slots per token endpoint and client, in one statement so that processes do not race.</summary>
internal static class LaneStatements
{
    /// <summary>Priority applies among this many of the oldest due; more would make a pass expensive after a long outage.</summary>
    public const int Window = 10_000;

    /// <summary>How far ahead the schedule reserves. Short, so that someone who waits never finds a long queue.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(1);

    // If a process ends before it uses its slots, others can have the refreshes after this.
    private static readonly TimeSpan BookingLife = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reserves slots for due refreshes: those whose last attempt succeeded first, among them those whose tokens expire first, each lane in turn.
    /// (The first one after a pause tells the others whether it has ended.) What does not fit stays due. Two processes that run at
    /// once pick different ones, and neither waits for the other's rows.
    /// </summary>
    /// <param name="session">The schedule's session.</param>
    /// <param name="usual">Refreshes per second where the lease does not say.</param>
    /// <param name="most">How many at most, over all lanes.</param>
    /// <param name="mostPerLane">How many at most in one lane.</param>
    /// <param name="busy">Lanes in which this process has fewer free places than that.</param>
    /// <param name="stop">Ends the booking.</param>
    public static async Task<Bookings> BookDueAsync(
        this ScheduleSession session, int usual, int most, int mostPerLane, IReadOnlyDictionary<Guid, int> busy, CancellationToken stop)
    {
        var (lanes, places) = (busy.Keys.ToArray(), busy.Values.ToArray());
        var rows = await session.Database.SqlQuery<Row>($"""
            with due as materialized (
                select account_id, workspace_id, connection_id, lane, due_at, failures > 0 as failed, coalesce(token_ends_at, due_at) as needed_at,
                    coalesce(per_second, {usual}) as per_second
                from refresh_leases
                where due_at < now() and (owner is null or held_until < now()) and (booked_until is null or booked_until < now())
                order by due_at limit {Window}
            ), placed as (
                select due.*, row_number() over (partition by lane order by failed, needed_at) as place from due
            ), first as (
                select placed.* from placed left join unnest({lanes}, {places}) as busy (lane, places) on busy.lane = placed.lane
                where place <= least(coalesce(busy.places, {mostPerLane}), ceil(per_second * extract(epoch from {Ahead})))
                order by place, needed_at limit {most}
            ), mine as materialized (
                select first.*
                from first join refresh_leases lease using (account_id, workspace_id, connection_id)
                -- "is true" hides it from the index: each row is found by its key, not by reading all that are due for each.
                where (lease.due_at < now()) is true and (lease.owner is null or lease.held_until < now())
                    and (lease.booked_until is null or lease.booked_until < now())
                for update of lease skip locked
            ), picked as (
                select mine.*, row_number() over (partition by lane order by place) - 1 as turn from mine
            ), moments as (
                insert into refresh_lanes as known (id, first_at, next_at, step)
                select lane, now(), now() + count(*) * (interval '1 second' / min(per_second)), interval '1 second' / min(per_second)
                from picked group by lane order by lane
                on conflict (id) do update set
                    first_at = greatest(known.next_at, now()),
                    next_at = greatest(known.next_at, now()) + excluded.step * greatest(0, least(
                        round(extract(epoch from excluded.next_at - excluded.first_at) / extract(epoch from excluded.step)),
                        ceil(extract(epoch from now() + {Ahead} - greatest(known.next_at, now())) / extract(epoch from excluded.step)))),
                    step = excluded.step
                returning id, first_at, next_at, step
            ), booked as (
                update refresh_leases lease set booked_until = moments.first_at + picked.turn * moments.step + {BookingLife}
                from picked join moments on moments.id = picked.lane
                where (lease.account_id, lease.workspace_id, lease.connection_id) = (picked.account_id, picked.workspace_id, picked.connection_id)
                    and picked.turn < round(extract(epoch from moments.next_at - moments.first_at) / extract(epoch from moments.step))
                returning lease.account_id, lease.workspace_id, lease.connection_id, lease.lane,
                    greatest(moments.first_at + picked.turn * moments.step - now(), interval '0') as wait
            )
            select (select count(*)::int from due) as due, (select coalesce(now() - min(due_at), interval '0') from due) as oldest, booked.*
            from (select 1) one left join booked on true order by booked.wait
            """).ToListAsync(stop);
        return new([.. rows.Where(row => row.Lane is not null).Select(row => row.Booked)], rows[0].Due, rows[0].Oldest);
    }

    /// <summary>Reserves a lane's next slot for someone who waits.</summary>
    /// <param name="db">The database; no session is needed.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="perSecond">Its rate.</param>
    /// <param name="debt">How much earlier than reserved it may be used.</param>
    /// <param name="patience">Nothing is reserved if it would take longer.</param>
    /// <param name="stop">Ends the booking.</param>
    /// <returns>How long to wait, or null when nothing was reserved.</returns>
    public static async Task<TimeSpan?> BookNextAsync(
        this TaskJuiceDb db, Guid lane, int perSecond, TimeSpan debt, TimeSpan patience, CancellationToken stop) =>
        await db.Database.SqlQuery<TimeSpan?>($"""
            insert into refresh_lanes as known (id, first_at, next_at, step)
            values ({lane}, now(), now() + interval '1 second' / {perSecond}, interval '1 second' / {perSecond})
            on conflict (id) do update set
                first_at = greatest(known.next_at, now()), next_at = greatest(known.next_at, now()) + excluded.step, step = excluded.step
            where known.next_at < now() + {patience + debt}
            returning greatest(first_at - now() - {debt}, interval '0')
            """).ToListAsync(stop) is [var wait] ? wait : null;

    /// <summary>Releases an unused slot. Later reservations keep theirs; the rate applies to both.</summary>
    public static Task GiveBackAsync(this TaskJuiceDb db, Guid lane, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"update refresh_lanes set next_at = next_at - step where id = {lane}", stop);

    private sealed record Row(int Due, TimeSpan Oldest, Guid? AccountId, Guid? WorkspaceId, Guid? ConnectionId, Guid? Lane, TimeSpan? Wait)
    {
        public BookedRefresh Booked => new(new(AccountId!.Value, WorkspaceId!.Value), ConnectionId!.Value, Lane!.Value, Wait!.Value);
    }
}
