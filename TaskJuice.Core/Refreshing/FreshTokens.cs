using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// The door for whoever is about to use a token. Callers in this process that want the same thing share one look and one refresh; over
/// processes the lease does that.
/// </summary>
public sealed class FreshTokens(IServiceScopeFactory scopes, TimeProvider clock)
{
    // A person waits for it, or a call that times out itself; a provider may take longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);


    private readonly ConcurrentDictionary<RefreshKey, Lazy<Task<RefreshResult>>> _underWay = new();

    /// <inheritdoc cref="RefreshConnection.EnsureFreshAsync"/>
    public async Task<RefreshResult> EnsureAsync(Tenant tenant, Guid id, int? rejectedVersion, CancellationToken stop)
    {
        var key = new RefreshKey(tenant, id, rejectedVersion);
        var shared = _underWay.GetOrAdd(key, _ => new(() => RefreshAsync(key)));

        try
        {
            // Whoever stops waiting leaves the others what they wait for.
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
            // Not on the caller's thread, so that what is shared is in the dictionary before it can be over.
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
