using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>Extends a lease while its holder waits for a provider, so that a slow reply is awaited rather than requested again.</summary>
public sealed partial class LeaseKeeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LeaseKeeper> log)
{
    // Three attempts within the life of a lease.
    private static readonly TimeSpan Beat = RefreshLeases.Life / 3;

    /// <summary>Runs some work under a lease, for as long as it takes.</summary>
    internal async Task<T> WhileAsync<T>(HeldLease held, Func<Task<T>> work)
    {
        using var over = new CancellationTokenSource();
        var keeping = KeepAsync(held, over.Token);
        try
        {
            return await work();
        }
        finally
        {
            await over.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepAsync(HeldLease held, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Beat, clock, over);
                await ProlongAsync(held, over);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // The work has completed.
            }
            catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException or TimeoutException)
            {
                // While the database is unavailable, no other process can take the lease either.
                NotKept(held.Connection.Id, failure);
            }
        }
    }

    private async Task ProlongAsync(HeldLease held, CancellationToken over)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(held.Tenant, over);
        await session.KeepLeaseAsync(held.Connection.Id, held.Owner, held.Generation, RefreshLeases.Life, over);
        await session.SaveAsync(over);
    }

    [LoggerMessage(LogLevel.Warning, "Could not extend the lease of connection {Connection} during a call to its provider")]
    private partial void NotKept(Guid connection, Exception failure);
}
