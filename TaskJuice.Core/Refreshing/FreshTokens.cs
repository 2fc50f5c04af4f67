using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// The entry point for code that is about to use a token. Concurrent callers in this process share one check and one refresh; across
/// processes, the lease ensures that.
/// </summary>
public sealed class FreshTokens(IServiceScopeFactory scopes, TimeProvider clock)
{
    // A person waits for it, or a call with a timeout of its own; the provider itself may take longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);


    private readonly ConcurrentDictionary<RefreshKey, Lazy<Task<RefreshResult>>> _underWay = new();

    /// <inheritdoc cref="RefreshConnection.EnsureFreshAsync"/>
    public async Task<RefreshResult> EnsureAsync(Tenant tenant, Guid id, int? rejectedVersion, CancellationToken stop)
    {
        var key = new RefreshKey(tenant, id, rejectedVersion);
        var shared = _underWay.GetOrAdd(key, _ => new(() => RefreshAsync(key)));

        try
        {
            // A caller that stops waiting does not cancel the refresh for the others.
            return await shared.Value.WaitAsync(Patience, clock, stop);
        }
        catch (TimeoutException) when (!shared.Value.IsCompleted)
        {
            return RefreshResult.Asking;
        }
    }

    private async Task<RefreshResult> RefreshAsync(RefreshKey key)
    {
        try
        {
            // Yields first, so that the shared task is in the dictionary before it can complete.
            await Task.Yield();
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<RefreshConnection>()
                .EnsureFreshAsync(key.Tenant, key.Connection, key.RejectedVersion, CancellationToken.None);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    private sealed record RefreshKey(Tenant Tenant, Guid Connection, int? RejectedVersion);
}
