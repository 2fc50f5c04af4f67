using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>Compares and wakes the connections of one partition.</summary>
internal static class PartitionLeases
{
    private static readonly string[] Waiting =
        [RefreshLease.ClientPaused, RefreshLease.ProviderPaused, RefreshLease.ClientRefused, RefreshLease.ClientRefusedHere];

    /// <summary>
    /// The state of the other connections of a partition. Some providers reject the client, or ask for a pause, when only one grant is
    /// affected; if other connections work, the problem is specific to this one.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="connection">The connection with the outcome.</param>
    /// <param name="outcomes">The outcome, in all its variants.</param>
    /// <param name="since">Older outcomes are ignored.</param>
    public static async Task<OthersInPartition> OthersAsync(
        this TaskJuiceDb db, Connection connection, string[] outcomes, DateTimeOffset since)
    {
        var partition = RateLimitPartition.Of(connection);
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        var others = session.Leases.Where(row => row.PartitionId == partition && row.ConnectionId != connection.Id && row.DueAt != null);
        var worked = await others.Where(row => row.AskedAt > since && row.LastOutcome == RefreshLease.Granted).MaxAsync(row => row.AskedAt);
        if (await others.AnyAsync(row => row.LastOutcome != null && outcomes.Contains(row.LastOutcome) && row.AskedAt > (worked ?? since)))
            return OthersInPartition.FailToo;

        return worked is not null ? OthersInPartition.Work : await others.AnyAsync() ? OthersInPartition.Untried : OthersInPartition.None;
    }

    /// <summary>Makes due the refreshes that a pause or a rejected client had postponed.</summary>
    public static async Task WakePartitionAsync(this TaskJuiceDb db, Guid partition, DateTimeOffset now)
    {
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        await session.Leases
            .Where(row => row.PartitionId == partition && row.DueAt > now && row.LastOutcome != null && Waiting.Contains(row.LastOutcome))
            .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DueAt, now));
        await session.SaveAsync(CancellationToken.None);
    }
}

/// <summary>The state of the other connections of a partition.</summary>
internal enum OthersInPartition
{
    /// <summary>There are no others.</summary>
    None,

    /// <summary>None of the others has been refreshed recently.</summary>
    Untried,

    /// <summary>One was refreshed, and none has had the same outcome since.</summary>
    Work,

    /// <summary>One had the same outcome, and none has been refreshed since.</summary>
    FailToo,
}
