using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskJuice.ServiceDefaults;

/// <summary>The health endpoints of a process.</summary>
public static class HealthEndpoints
{
    /// <summary>Readiness: returns 200 when every check passes, 503 otherwise.</summary>
    public const string Health = "/health";

    /// <summary>Liveness: returns 200 while the process runs, regardless of its database.</summary>
    public const string Alive = "/alive";

    /// <summary>
    /// Maps <see cref="Health"/> and <see cref="Alive"/> in every environment and without authentication, for orchestrators in production.
    /// The response contains each check's name and status, never the reason for a failure, which could reveal a host or a user.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns><paramref name="app"/>, for chaining.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        Map(app, Health, _ => true);
        Map(app, Alive, check => check.Tags.Contains(ServiceDefaultsExtensions.Live));
        return app;
    }

    private static void Map(WebApplication app, string path, Func<HealthCheckRegistration, bool> checks) =>
        app.MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = WriteAsync, AllowCachingResponses = false })
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .AllowAnonymous()
            .DisableHttpMetrics();

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
            },
            context.RequestAborted);
}
