using TaskJuice.Core.Catalog;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// Moments for whoever waits for a fresh token. They go before the schedule: what they book, it finds taken, and they may use it before
/// its time.
/// </summary>
public sealed class RefreshSlots(TaskJuiceDb db, AppCatalog catalog, RefreshRates rates, ProviderGate gate, TimeProvider clock)
{
    // A second's worth of refreshes, beyond what the schedule may have booked already.
    private static readonly TimeSpan Debt = LaneStatements.Ahead + TimeSpan.FromSeconds(1);

    /// <summary>Books the next moment of a connection's lane and waits until it may be used.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="patience">How long the caller waits at most.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>What was booked; null when too many wait already.</returns>
    internal async Task<RefreshSlot?> TakeAsync(Connection connection, TimeSpan patience, CancellationToken stop)
    {
        // While the provider is left alone nobody asks it, so that there is nothing to book.
        if (await gate.IsClosedAsync(connection, stop))
            return RefreshSlot.None;

        var lane = RefreshLane.Of(connection);
        var method = catalog.Find(connection.App)?.Method(connection.Method) as OAuthMethod;
        if (await db.BookNextAsync(lane, rates.PerSecond(method), Debt, patience, stop) is not { } wait)
            return null;

        await Task.Delay(wait, clock, stop);
        return new(lane);
    }

    /// <summary>Gives back what was booked and not used.</summary>
    internal Task GiveBackAsync(RefreshSlot slot, CancellationToken stop) =>
        slot.Lane is { } lane ? db.GiveBackAsync(lane, stop) : Task.CompletedTask;
}

/// <summary>The right to ask a token endpoint once.</summary>
/// <param name="Lane">Where it was booked; null when there was nothing to book.</param>
internal sealed record RefreshSlot(Guid? Lane)
{
    public static RefreshSlot None { get; } = new((Guid?)null);
}
