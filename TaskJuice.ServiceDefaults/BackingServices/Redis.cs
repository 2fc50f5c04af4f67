using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskJuice.ServiceDefaults.BackingServices;

namespace TaskJuice.ServiceDefaults;

/// <summary>Redis, registered by Aspire's client integration.</summary>
public static class Redis
{
    /// <summary>Registers one connection to the cache named <see cref="ResourceNames.Cache"/>, opened on first use, with a health check.</summary>
    /// <param name="builder">The process being put together; its configuration is read at once.</param>
    /// <exception cref="ConfigurationProblem">There is no connection string, or it is not one of Redis.</exception>
    public static void AddRedisCache(this IHostApplicationBuilder builder)
    {
        // At Information it tells every step of every connection.
        builder.Logging.AddFilter("StackExchange.Redis", LogLevel.Warning);

        var resolved = ConnectionString.OfRedis(builder.Configuration);
        builder.AddRedisClient(
            ResourceNames.Cache,
            settings =>
            {
                settings.ConnectionString = resolved;
                // Its own check would call the whole process unhealthy.
                settings.DisableHealthChecks = true;
            },
            // Redis may start after us, or restart; the connection then comes back by itself.
            options => options.AbortOnConnectFail = false);
        builder.Services.AddCacheHealth();
    }
}
