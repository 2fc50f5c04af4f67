using System.Data.Common;
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

    /// <summary>For somebody who may have to ask.</summary>
    internal RefreshSlot NotBooked() => new(this, null);

    /// <summary>What the schedule booked.</summary>
    internal RefreshSlot Booked(Guid lane) => new(this, lane);

    /// <summary>Books the next moment of a connection's lane and waits until it may be used.</summary>
    /// <param name="slot">Gets what was booked.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="patience">How long the caller waits at most.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>False when too many wait already.</returns>
    internal async Task<bool> TakeAsync(RefreshSlot slot, Connection connection, TimeSpan patience, CancellationToken stop)
    {
        // While the provider is left alone nobody asks it, so that there is nothing to book.
        if (slot.Lane is not null || await gate.IsClosedAsync(connection, stop))
            return true;

        var lane = RefreshLane.Of(connection);
        var method = catalog.Find(connection.App)?.Method(connection.Method) as OAuthMethod;
        if (await db.BookNextAsync(lane, rates.PerSecond(method), Debt, patience, stop) is not { } wait)
            return false;

        slot.Lane = lane;
        await Task.Delay(wait, clock, stop);
        return true;
    }

    internal async Task GiveBackAsync(Guid lane)
    {
        try
        {
            await db.GiveBackAsync(lane, CancellationToken.None);
        }
        catch (DbException)
        {
            // Why it was not used is worth more than the moment.
        }
    }
}

/// <summary>The right to ask a token endpoint once. What was booked and not used goes back, whatever kept it from being used.</summary>
internal sealed class RefreshSlot(RefreshSlots slots, Guid? lane) : IAsyncDisposable
{
    /// <summary>Where it is booked; null when nothing is, or it was used.</summary>
    public Guid? Lane { get; set; } = lane;

    /// <inheritdoc cref="RefreshSlots.TakeAsync"/>
    public Task<bool> TakeAsync(Connection connection, TimeSpan patience, CancellationToken stop) => slots.TakeAsync(this, connection, patience, stop);

    /// <summary>The provider is asked.</summary>
    public void Use() => Lane = null;

    public async ValueTask DisposeAsync()
    {
        if (Lane is { } lane)
            await slots.GiveBackAsync(lane);
    }
}
