using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskJuice.ServiceDefaults.BackingServices;

namespace TaskJuice.ServiceDefaults;

/// <summary>Redis, registered by Aspire's client integration.</summary>
public static class Redis
{
    /// <summary>
    /// Registers one connection to the cache named <see cref="ResourceNames.Cache"/>, opened on first use, with a health check.
    /// </summary>
    /// <param name="builder">The application builder; its configuration is read immediately.</param>
    /// <exception cref="ConfigurationProblem">There is no connection string, or it is not a Redis one.</exception>
    public static void AddRedisCache(this IHostApplicationBuilder builder)
    {
        // At Information, it logs every step of every connection.
        builder.Logging.AddFilter("StackExchange.Redis", LogLevel.Warning);

        var resolved = ConnectionString.OfRedis(builder.Configuration);
        builder.AddRedisClient(
            ResourceNames.Cache,
            settings =>
            {
                settings.ConnectionString = resolved;
                // The integration's own check would make the whole process unhealthy.
                settings.DisableHealthChecks = true;
            },
            // Redis may start later, or restart; the client then reconnects by itself.
            options => options.AbortOnConnectFail = false);
        builder.Services.AddCacheHealth();
    }
}
