using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace TaskJuice.Local;

/// <summary>Pings Redis.</summary>
internal static class RedisHealth
{
    public static async Task<HealthCheckResult> AskAsync(ReferenceExpression address, CancellationToken stop)
    {
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync($"{await address.GetValueAsync(stop)},connectTimeout=2000");
            await redis.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (RedisException problem)
        {
            return HealthCheckResult.Unhealthy(problem.Message);
        }
    }
}
