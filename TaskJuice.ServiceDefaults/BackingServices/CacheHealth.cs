using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace TaskJuice.ServiceDefaults.BackingServices;

/// <summary>
/// Pings Redis. It never reports unhealthy: the load balancer would remove all processes at once, although everything works without Redis,
/// only more slowly.
/// </summary>
internal sealed class CacheHealth(IServiceProvider services) : IHealthCheck
{
    /// <summary>A load balancer checks every few seconds and does not wait long.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // The first ping connects, which takes seconds when nothing responds.
            await Task.Run(PingAsync, CancellationToken.None).WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            return HealthCheckResult.Degraded();
        }
    }

    private Task<TimeSpan> PingAsync() => services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().PingAsync();
}

internal static class CacheHealthSetup
{
    public static void AddCacheHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<CacheHealth>(ResourceNames.Cache);
}
