using System.Data.Common;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// Rate-limit slots for callers that wait for a fresh token. They come before the schedule, which finds their slots taken, and may use them before
/// their time.
/// </summary>
public sealed class RefreshSlots(TaskJuiceDb db, AppCatalog catalog, RefreshRates rates, ProviderGate gate, TimeProvider clock)
{
    // A second's worth of refreshes beyond what the schedule may have reserved already.
    private static readonly TimeSpan Debt = LaneStatements.Ahead + TimeSpan.FromSeconds(1);

    /// <summary>For a caller that may have to ask the provider.</summary>
    internal RefreshSlot NotBooked() => new(this, null);

    /// <summary>A slot the schedule has reserved.</summary>
    internal RefreshSlot Booked(Guid lane) => new(this, lane);

    /// <summary>Reserves the next slot of a connection's lane and waits until it may be used.</summary>
    /// <param name="slot">Receives the reservation.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="patience">How long the caller waits at most.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>False when too many wait already.</returns>
    internal async Task<bool> TakeAsync(RefreshSlot slot, Connection connection, TimeSpan patience, CancellationToken stop)
    {
        // During a pause nobody asks the provider, so there is nothing to reserve.
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
            // The original exception matters more than the slot.
        }
    }
}

/// <summary>Permission to call a token endpoint once. An unused reservation is released, whatever the reason.</summary>
internal sealed class RefreshSlot(RefreshSlots slots, Guid? lane) : IAsyncDisposable
{
    /// <summary>The lane it is reserved in; null when nothing is reserved, or it was used.</summary>
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
