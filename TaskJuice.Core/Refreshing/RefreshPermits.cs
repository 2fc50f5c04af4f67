using System.Data.Common;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Rate-limit permits for callers that wait for a fresh token. They have priority over the schedule and may use a permit before its time.
/// </summary>
public sealed class RefreshPermits(TaskJuiceDb db, AppCatalog catalog, RefreshRates rates, TokenEndpointCircuit circuit, TimeProvider clock)
{
    // A second's worth of refreshes beyond what the schedule may have reserved already.
    private static readonly TimeSpan Debt = PermitStatements.Ahead + TimeSpan.FromSeconds(1);

    /// <summary>For a caller that may have to call the provider.</summary>
    internal RefreshPermit NotReserved() => new(this, null);

    /// <summary>A permit the schedule has reserved.</summary>
    internal RefreshPermit Reserved(Guid partition) => new(this, partition);

    /// <summary>Reserves the next permit of a connection's partition and waits until it may be used.</summary>
    /// <param name="permit">Receives the reservation.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="patience">The longest acceptable wait.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <returns>False when too many callers wait already.</returns>
    internal async Task<bool> AcquireAsync(RefreshPermit permit, Connection connection, TimeSpan patience, CancellationToken stop)
    {
        // During a pause there are no calls to the provider, so there is nothing to reserve.
        if (permit.PartitionId is not null || await circuit.IsOpenAsync(connection, stop))
            return true;

        var partition = RateLimitPartition.Of(connection);
        var method = catalog.Find(connection.App)?.Method(connection.Method) as OAuthMethod;
        if (await db.ReserveNextAsync(partition, rates.For(method), Debt, patience, stop) is not { } wait)
            return false;

        permit.PartitionId = partition;
        await Task.Delay(wait, clock, stop);
        return true;
    }

    internal async Task GiveBackAsync(Guid partition)
    {
        try
        {
            await db.GiveBackAsync(partition, CancellationToken.None);
        }
        catch (DbException)
        {
            // The original exception matters more than the permit.
        }
    }
}

/// <summary>Permission to call a token endpoint once. An unused reservation is released, whatever the reason.</summary>
internal sealed class RefreshPermit(RefreshPermits permits, Guid? partition) : IAsyncDisposable
{
    /// <summary>The partition with the reservation; null when nothing is reserved or the permit was used.</summary>
    public Guid? PartitionId { get; set; } = partition;

    /// <inheritdoc cref="RefreshPermits.AcquireAsync"/>
    public Task<bool> AcquireAsync(Connection connection, TimeSpan patience, CancellationToken stop) =>
        permits.AcquireAsync(this, connection, patience, stop);

    /// <summary>Marks the permit as used.</summary>
    public void Use() => PartitionId = null;

    public async ValueTask DisposeAsync()
    {
        if (PartitionId is { } partition)
            await permits.GiveBackAsync(partition);
    }
}
