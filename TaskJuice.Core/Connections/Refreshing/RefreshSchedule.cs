using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>What one look of the schedule came to.</summary>
/// <param name="Started">How many refreshes it started.</param>
/// <param name="IsBehind">True when more is due than its providers, or this process, take right now.</param>
/// <param name="Progress">When it took the last places of this process: ends as soon as there are some again.</param>
/// <param name="Done">Ends with the last of those it started.</param>
public sealed record RefreshLook(int Started, bool IsBehind, Task? Progress, Task Done)
{
    internal static RefreshLook Nothing { get; } = new(0, IsBehind: false, Progress: null, Task.CompletedTask);
}

/// <summary>
/// Refreshes what is due, over all workspaces, and no faster than each provider takes it. Several Workers may run it at once; bookings and
/// leases keep them apart.
/// </summary>
public sealed partial class RefreshSchedule(
    IServiceScopeFactory scopes, RefreshRates rates, VaultSeal seal, ReplySpool spool, ILogger<RefreshSchedule> log)
{
    private readonly LanePlaces _places = new();
    private readonly Lock _lock = new();
    private Task _underWay = Task.CompletedTask;

    /// <summary>Starts what is due and fits: those whose tokens end first, each provider in turn. What does not fit stays due.</summary>
    /// <param name="stop">Ends the look, and the waiting for moments to come; never a call under way.</param>
    public async Task<RefreshLook> LookAsync(CancellationToken stop)
    {
        // What this process could not open or keep, another one may refresh.
        if (!spool.HasRoom() || !await seal.TryOpenAsync(stop))
            return RefreshLook.Nothing;

        var (most, free) = _places.Free();
        var bookings = await BookAsync(most, free, stop);
        RefreshFigures.Backlog(bookings.Due, bookings.Oldest);
        foreach (var booked in bookings.Booked)
            _places.Take(booked.Lane);

        var filled = bookings.Booked.GroupBy(booked => booked.Lane).Where(lane => lane.Count() == free.GetValueOrDefault(lane.Key, LanePlaces.PerLane));
        var progress = _places.Progress([.. filled.Select(lane => lane.Key)]);
        var done = Task.WhenAll(bookings.Booked.Select(booked => RefreshAsync(booked, stop)));
        lock (_lock)
            _underWay = _underWay.IsCompleted ? done : Task.WhenAll(_underWay, done);
        return new(bookings.Booked.Count, bookings.Due > bookings.Booked.Count, progress, done);
    }

    /// <summary>Starts what is due and fits, and waits until it is done.</summary>
    /// <returns>How many were started.</returns>
    public async Task<int> RefreshDueAsync(CancellationToken stop)
    {
        var look = await LookAsync(stop);
        await look.Done;
        return look.Started;
    }

    /// <summary>Ends when nothing that this schedule started is under way any more.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
            return _underWay;
    }

    private async Task<Bookings> BookAsync(int most, Dictionary<Guid, int> lanes, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var bookings = await session.BookDueAsync(rates.Usual, most, LanePlaces.PerLane, lanes, stop);
        await session.SaveAsync(stop);
        return bookings;
    }

    private async Task RefreshAsync(BookedRefresh booked, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RefreshConnection>().RefreshBookedAsync(booked, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not begun is somebody else's in a moment.
        }
        catch (Exception failure)
        {
            // One broken connection must not keep the others from being refreshed.
            RefreshFailed(booked.Connection, failure);
        }
        finally
        {
            _places.Leave(booked.Lane);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not refresh connection {Connection}")]
    private partial void RefreshFailed(Guid connection, Exception failure);
}
