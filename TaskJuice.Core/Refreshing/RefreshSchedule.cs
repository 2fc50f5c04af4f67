using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>The result of one pass of the schedule.</summary>
/// <param name="Started">How many refreshes it started.</param>
/// <param name="IsBehind">True when more is due than the providers, or this process, can handle right now.</param>
/// <param name="Progress">Set when all slots of this process are taken: completes as soon as some are free again.</param>
/// <param name="Done">Completes with the last refresh it started.</param>
public sealed record RefreshLook(int Started, bool IsBehind, Task? Progress, Task Done)
{
    internal static RefreshLook Nothing { get; } = new(0, IsBehind: false, Progress: null, Task.CompletedTask);
}

/// <summary>
/// Refreshes what is due, across all workspaces, at each provider's rate at most. Several Workers can run it concurrently; permits and
/// leases keep them from interfering.
/// </summary>
public sealed partial class RefreshSchedule(
    IServiceScopeFactory scopes, RefreshRates rates, VaultUnlock seal, ReplySpool spool, ILogger<RefreshSchedule> log)
{
    private readonly PartitionConcurrency _concurrency = new();
    private readonly Lock _lock = new();
    private Task _underWay = Task.CompletedTask;

    /// <summary>Starts what is due and fits: by token expiry, taking the providers in turn. What does not fit stays due.</summary>
    /// <param name="stop">Ends the pass and the waiting for permits; never cancels a call in progress.</param>
    public async Task<RefreshLook> LookAsync(CancellationToken stop)
    {
        // If this process cannot decrypt or store, another one can refresh.
        if (!spool.HasRoom() || !await seal.TryOpenAsync(stop))
            return RefreshLook.Nothing;

        var (most, free) = _concurrency.Free();
        var reservations = await ReserveAsync(most, free, stop);
        RefreshMetrics.Backlog(reservations.Due, reservations.Oldest);
        foreach (var reserved in reservations.Reserved)
            _concurrency.Enter(reserved.PartitionId);

        var filled =
            from reserved in reservations.Reserved
            group reserved by reserved.PartitionId into partition
            where partition.Count() == free.GetValueOrDefault(partition.Key, PartitionConcurrency.PerPartition)
            select partition.Key;
        var progress = _concurrency.Progress([.. filled]);
        var done = Task.WhenAll(reservations.Reserved.Select(reserved => RefreshAsync(reserved, stop)));
        lock (_lock)
            _underWay = _underWay.IsCompleted ? done : Task.WhenAll(_underWay, done);
        return new(reservations.Reserved.Count, reservations.Due > reservations.Reserved.Count, progress, done);
    }

    /// <summary>Completes when nothing this schedule started is still in progress.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
            return _underWay;
    }

    private async Task<Reservations> ReserveAsync(int most, Dictionary<Guid, int> partitions, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var reservations = await session.ReserveDueAsync(rates.PerSecond, most, PartitionConcurrency.PerPartition, partitions, stop);
        await session.SaveAsync(stop);
        return reservations;
    }

    private async Task RefreshAsync(ReservedRefresh reserved, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RefreshConnection>().RefreshReservedAsync(reserved, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not started is left to other processes.
        }
        catch (Exception failure)
        {
            // One broken connection must not keep the others from being refreshed.
            RefreshFailed(reserved.Connection, failure);
        }
        finally
        {
            _concurrency.Leave(reserved.PartitionId);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not refresh connection {Connection}")]
    private partial void RefreshFailed(Guid connection, Exception failure);
}
