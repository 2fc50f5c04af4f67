using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.ServiceDefaults.BackingServices;

namespace TaskJuice.ServiceDefaults;

/// <summary>Redis, registered by the library that Aspire's client integration wraps, and under the same settings.</summary>
public static class Redis
{
    /// <summary>Registers one connection to the cache named <see cref="ResourceNames.Cache"/>, opened on first use, with a health check.</summary>
    /// <param name="builder">The process being put together; its configuration is read at once.</param>
    /// <exception cref="ConfigurationProblem">There is no connection string, or it is not one of Redis.</exception>
    public static void AddRedisCache(this IHostApplicationBuilder builder)
    {
        // At Information it tells every step of every connection.
        builder.Logging.AddFilter("StackExchange.Redis", LogLevel.Warning);

        var options = Options(builder.Configuration);
        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            options.LoggerFactory = services.GetService<ILoggerFactory>();
            return ConnectionMultiplexer.Connect(options);
        });
        builder.Services.AddCacheHealth();
    }

    private static ConfigurationOptions Options(IConfiguration configuration)
    {
        var resolved = ConnectionString.OfRedis(configuration);
        try
        {
            var options = ConfigurationOptions.Parse(resolved);
            // Redis may start after us, or restart; the connection then comes back by itself.
            options.AbortOnConnectFail = false;
            configuration.GetSection("Aspire:StackExchange:Redis:ConfigurationOptions").Bind(options);
            return options;
        }
        catch (ArgumentException)
        {
            // The library's message would repeat the string, and with it the password.
            throw new ConfigurationProblem($"ConnectionStrings:{ResourceNames.Cache} is not a Redis connection string, which looks like host:port,password=….");
        }
    }
}
