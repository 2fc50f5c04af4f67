using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace TaskJuice.ServiceDefaults.BackingServices;

/// <summary>
/// Asks Redis for a sign of life. It never makes a process unhealthy: all of them would leave the balancer at once, over something without
/// which everything goes on, only slower.
/// </summary>
internal sealed class CacheHealth(IServiceProvider services) : IHealthCheck
{
    /// <summary>A balancer asks every few seconds and does not wait for long.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // The first one to ask connects, which takes seconds when nothing answers.
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
    public static void AddCacheHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<CacheHealth>(ResourceNames.Cache);
}
