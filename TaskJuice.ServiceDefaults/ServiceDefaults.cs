using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TaskJuice.ServiceDefaults.Telemetry;

namespace TaskJuice.ServiceDefaults;

/// <summary>What all processes have in common: telemetry, health checks and service discovery.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The tag of liveness checks, which do not depend on the database.</summary>
    public const string Live = "live";

    /// <summary>Adds telemetry, the <see cref="Live"/> health check, and service discovery for every <see cref="HttpClient"/>.</summary>
    /// <param name="builder">The application builder; its configuration is read immediately.</param>
    /// <returns><paramref name="builder"/>, for chaining.</returns>
    /// <exception cref="ConfigurationProblem">The file in <c>Traces:File</c> cannot be written.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        builder.Services.AddServiceDiscovery();

        // No resilience handler here, unlike the standard template: it would also retry POST /token, and a retried refresh can invalidate a
        // rotating refresh token permanently. A client whose calls are safe to retry adds its own. No client logging either: it logs full
        // addresses, and some providers take the key in the path. The spans contain the same information.
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery().RemoveAllLoggers());
        return builder;
    }
}
