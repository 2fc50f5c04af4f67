using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TaskJuice.ServiceDefaults.Telemetry;

namespace TaskJuice.ServiceDefaults;

/// <summary>What every process of the system has in common: telemetry, health, and how HTTP clients find each other.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The tag of the health checks that say whether the process itself runs, whatever its database does.</summary>
    public const string Live = "live";

    /// <summary>Adds telemetry, the <see cref="Live"/> health check and service discovery on every <see cref="HttpClient"/>.</summary>
    /// <param name="builder">The process being put together; its configuration is read at once.</param>
    /// <returns><paramref name="builder"/>, for chaining.</returns>
    /// <exception cref="ConfigurationProblem"><c>Traces:File</c> names a file that cannot be written.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        builder.Services.AddServiceDiscovery();

        // No resilience handler here, unlike the usual template: it would repeat POST /token as well, and a repeated refresh burns a rotating
        // refresh token for good. A client that is safe to repeat adds its own.
        // No client logging either: it prints whole addresses, and some providers take the key in the path. The spans tell the same story.
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery().RemoveAllLoggers());
        return builder;
    }
}
