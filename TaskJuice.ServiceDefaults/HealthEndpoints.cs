using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskJuice.ServiceDefaults;

/// <summary>The two addresses at which a process says how it is.</summary>
public static class HealthEndpoints
{
    /// <summary>Answers 200 when every check passes, 503 otherwise: may this process be given work?</summary>
    public const string Health = "/health";

    /// <summary>Answers 200 while the process runs, whatever its database does: should this process be restarted?</summary>
    public const string Alive = "/alive";

    /// <summary>
    /// Maps <see cref="Health"/> and <see cref="Alive"/> in every environment and for everybody: an orchestrator in production asks them too.
    /// The answer names each check and its status, never why it failed, since a reason may name a host or a user.
    /// </summary>
    /// <param name="app">The process to map them on.</param>
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
