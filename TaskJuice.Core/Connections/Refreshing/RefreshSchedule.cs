using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>Refreshes what is due, over all workspaces. Several Workers may run it at once; leases keep them apart.</summary>
public sealed partial class RefreshSchedule(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RefreshSchedule> log)
{
    private const int Batch = 100;
    private const int AtOnce = 32;

    /// <summary>Refreshes one batch of due tokens, the longest overdue first.</summary>
    /// <returns>How many were due; a full batch means that more may be waiting.</returns>
    public async Task<int> RefreshDueAsync(CancellationToken stop)
    {
        var due = await DueAsync(stop);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, RefreshAsync);
        return due.Count;
    }

    /// <summary>The size of a full batch.</summary>
    public static int FullBatch => Batch;

    internal async Task<List<(Tenant Tenant, Guid Id)>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var rows = await session.Leases.AsNoTracking()
            .Where(lease => lease.DueAt < DateTimeOffset.UtcNow && (lease.Owner == null || lease.HeldUntil < DateTimeOffset.UtcNow))
            .OrderBy(lease => lease.DueAt).Take(Batch).ToListAsync(stop);
        RefreshFigures.Backlog(rows.Count, rows is [{ DueAt: { } oldest }, ..] ? clock.GetUtcNow() - oldest : TimeSpan.Zero);
        return [.. rows.Select(lease => (lease.Tenant, lease.ConnectionId))];
    }

    private async ValueTask RefreshAsync((Tenant Tenant, Guid Id) due, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<RefreshConnection>().RefreshDueAsync(due.Tenant, due.Id, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One broken connection must not keep the others from being refreshed.
            RefreshFailed(due.Id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Refreshing connection {Connection} failed")]
    private partial void RefreshFailed(Guid connection, Exception failure);
}
