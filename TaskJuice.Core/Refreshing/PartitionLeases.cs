using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>What the connections of one partition learn from each other.</summary>
internal static class PartitionLeases
{
    private static readonly string[] Waiting = [RefreshLease.ClientPaused, RefreshLease.ProviderPaused, RefreshLease.ClientRefused, RefreshLease.ClientRefusedHere];

    /// <summary>
    /// How it goes for the other connections of a partition. Some providers refuse the client, or ask for a pause, when they mean one grant; what
    /// works for others is not what is wrong.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="connection">The one that came to the outcome.</param>
    /// <param name="outcomes">The outcome, in all its forms.</param>
    /// <param name="since">What is older says nothing any more.</param>
    public static async Task<OthersInPartition> OthersAsync(this TaskJuiceDb db, Connection connection, string[] outcomes, DateTimeOffset since)
    {
        var partition = RateLimitPartition.Of(connection);
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        var others = session.Leases.Where(row => row.PartitionId == partition && row.ConnectionId != connection.Id && row.DueAt != null);
        var worked = await others.Where(row => row.AskedAt > since && row.LastOutcome == RefreshLease.Granted).MaxAsync(row => row.AskedAt);
        if (await others.AnyAsync(row => row.LastOutcome != null && outcomes.Contains(row.LastOutcome) && row.AskedAt > (worked ?? since)))
            return OthersInPartition.FailToo;

        return worked is not null ? OthersInPartition.Work : await others.AnyAsync() ? OthersInPartition.Untried : OthersInPartition.None;
    }

    /// <summary>Makes due what waits for the end that a pause would have had, and what the client was refused for.</summary>
    public static async Task WakePartitionAsync(this TaskJuiceDb db, Guid partition, DateTimeOffset now)
    {
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        await session.Leases
            .Where(row => row.PartitionId == partition && row.DueAt > now && row.LastOutcome != null && Waiting.Contains(row.LastOutcome))
            .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DueAt, now));
        await session.SaveAsync(CancellationToken.None);
    }
}

/// <summary>How it goes for the other connections of a partition.</summary>
internal enum OthersInPartition
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>There are some, and none of them has been refreshed lately.</summary>
    Untried,

    /// <summary>One was renewed, and none came to the same outcome since.</summary>
    Work,

    /// <summary>One came to the same outcome, and none was renewed since.</summary>
    FailToo,
}
