using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>What the connections of one lane learn from each other.</summary>
internal static class LaneLeases
{
    private static readonly string[] Waiting = [RefreshLease.ClientPaused, RefreshLease.ProviderPaused, RefreshLease.ClientRefused];

    /// <summary>
    /// True when another connection was renewed, and since then none but this one came to the outcome. Some providers refuse the client, or ask
    /// for a pause, when they mean one grant; what works for others is not what is wrong.
    /// </summary>
    public static async Task<bool> WorksForOthersAsync(this TaskJuiceDb db, Connection connection, string outcome, DateTimeOffset since)
    {
        var lane = RefreshLane.Of(connection);
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        var others = session.Leases.Where(row => row.Lane == lane && row.ConnectionId != connection.Id && row.AskedAt > since);
        return await others.Where(row => row.LastOutcome == RefreshLease.Granted).MaxAsync(row => row.AskedAt) is { } worked
            && !await others.AnyAsync(row => row.LastOutcome == outcome && row.AskedAt > worked);
    }

    /// <summary>Makes due what waits for the end that a pause would have had, and what the client was refused for.</summary>
    public static async Task WakeLaneAsync(this TaskJuiceDb db, Guid lane, DateTimeOffset now)
    {
        await using var session = await ScheduleSession.OpenAsync(db, CancellationToken.None);
        await session.Leases
            .Where(row => row.Lane == lane && row.DueAt > now && row.LastOutcome != null && Waiting.Contains(row.LastOutcome))
            .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DueAt, now));
        await session.SaveAsync(CancellationToken.None);
    }
}
