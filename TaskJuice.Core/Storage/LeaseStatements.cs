using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Storage;

/// <summary>Takes leases in single statements by the database's clock.</summary>
internal static class LeaseStatements
{
    /// <summary>
    /// Takes a lease that is free. A question found open on it becomes one whose answer is missing, and the next one is open from now on.
    /// </summary>
    /// <param name="session">The lease's workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="owner">Who takes it.</param>
    /// <param name="life">For how long.</param>
    /// <param name="onlyWhenDue">False to take one that is not due, unless the last try failed.</param>
    /// <param name="stop">Ends the taking.</param>
    /// <returns>The lease as it is now; null when it was not to be had.</returns>
    public static async Task<RefreshLease?> ClaimLeaseAsync(
        this WorkspaceSession session, Guid id, Guid owner, TimeSpan life, bool onlyWhenDue, CancellationToken stop) =>
        await session.LeasesBySql($"""
            update refresh_leases set owner = {owner}, held_until = now() + {life}, booked_until = null, generation = generation + 1, is_asking = true,
                uncertain_since = case when is_asking then coalesce(uncertain_since, now()) else uncertain_since end
            where account_id = {session.Tenant.AccountId} and workspace_id = {session.Tenant.WorkspaceId} and connection_id = {id}
                and due_at is not null and (owner is null or held_until < now()) and ((not {onlyWhenDue} and failures = 0) or due_at < now())
            returning *
            """).ToListAsync(stop) is [var lease] ? lease : null;
}
