using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>Takes and extends leases in single statements that use the database's clock.</summary>
internal static class LeaseStatements
{
    /// <summary>
    /// Takes a free lease if the minimum interval since the last request has passed. If it was left with a request in flight, that reply
    /// counts as missing; the lease is then marked as having a request in flight.
    /// </summary>
    /// <param name="session">The lease's workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="owner">The new holder.</param>
    /// <param name="life">How long it is held.</param>
    /// <param name="onlyWhenDue">False to take a lease that is not due as well.</param>
    /// <param name="stop">Cancels the statement.</param>
    /// <returns>The lease as it is now; null when it could not be taken.</returns>
    public static async Task<RefreshLease?> ClaimLeaseAsync(
        this WorkspaceSession session, Guid id, Guid owner, TimeSpan life, bool onlyWhenDue, CancellationToken stop) =>
        // Query filters do not apply to raw update statements; row-level security does.
        await session.Set<RefreshLease>().FromSql($"""
            update refresh_leases set owner = {owner}, held_until = now() + {life}, reserved_until = null, generation = generation + 1,
                request_in_flight = true, asked_at = now(),
                uncertain_since = case when request_in_flight then coalesce(uncertain_since, now()) else uncertain_since end
            where account_id = {session.Tenant.AccountId} and workspace_id = {session.Tenant.WorkspaceId} and connection_id = {id}
                and due_at is not null and (owner is null or held_until < now()) and (not {onlyWhenDue} or due_at < now())
                and (request_in_flight or asked_at is null or asked_at < now() - case when due_at < now() then {RefreshFloors.Always}
                    when failures = 0 then {RefreshFloors.DemandAfterSuccess} else {RefreshFloors.DemandAfterFailure} end)
            returning *
            """).IgnoreQueryFilters().AsNoTracking().ToListAsync(stop) is [var lease] ? lease : null;

    /// <summary>Extends a lease if it still has the same holder.</summary>
    public static Task KeepLeaseAsync(
        this WorkspaceSession session, Guid id, Guid owner, long generation, TimeSpan life, CancellationToken stop) =>
        session.Leases.Where(row => row.ConnectionId == id && row.Owner == owner && row.Generation == generation)
            .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.HeldUntil, _ => DateTimeOffset.UtcNow + life), stop);
}
