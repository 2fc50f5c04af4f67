using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>What the connections of one lane learn from each other.</summary>
internal static class LaneLeases
{
    /// <summary>
    /// True when the client renewed another connection, and since then was refused for none but this one. Some providers refuse the client
    /// when they mean one grant; a client that works for others is not what is wrong.
    /// </summary>
    public static async Task<bool> ClientWorksForOthersAsync(this TaskJuiceDb db, Connection connection, DateTimeOffset since)
    {
        var lane = RefreshLane.Of(connection);
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        var others = session.Leases.Where(row => row.Lane == lane && row.ConnectionId != connection.Id && row.AskedAt > since);
        return await others.Where(row => row.LastOutcome == RefreshLease.Granted).MaxAsync(row => row.AskedAt) is { } worked
            && !await others.AnyAsync(row => row.LastOutcome == RefreshLease.ClientRefused && row.AskedAt > worked);
    }

    /// <summary>Makes due what waits for the end that a pause would have had.</summary>
    public static async Task WakeLaneAsync(this TaskJuiceDb db, Guid lane, DateTimeOffset now)
    {
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        await session.Leases
            .Where(row => row.Lane == lane && row.DueAt > now && (row.LastOutcome == RefreshLease.ClientPaused || row.LastOutcome == RefreshLease.ProviderPaused))
            .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DueAt, now));
        await session.SaveAsync(CancellationToken.None);
    }
}
