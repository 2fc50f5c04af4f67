using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TaskJuice.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    // The first is for the product as a whole; each part of it uses its own name below that.
    private static readonly string[] OurNames = ["TaskJuice", "TaskJuice.*"];

    // Defaults only: they come before every other source, so settings and environment override them.
    private static readonly Dictionary<string, string?> QuietFrameworks = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
    };

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietFrameworks });
        // At Information, it logs every address with its query, and so the code and state of a callback.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName(builder), autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter(OurNames))
            .WithTracing(traces => AddTracing(traces, builder.Configuration["Traces:File"]));

        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry.UseOtlpExporter();
    }

    private static void AddTracing(TracerProviderBuilder traces, string? file)
    {
        traces.AddSource(OurNames)
            .SetSampler(new PurposeSampler())
            .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthATrace)
            .AddHttpClientInstrumentation()
            .AddProcessor(new AddressCutter())
            .AddProcessor(new StatementSpans());

        // After the address cutter: processors run in the order in which they are added.
        if (file is { Length: > 0 })
            traces.AddProcessor(new SimpleActivityExportProcessor(new TraceFile(file)));
    }

    // Excludes health checks, static files, and event streams, which last as long as their page is open.
    private static bool IsWorthATrace(HttpContext context) =>
        context.Request.Path is var path
            && !path.StartsWithSegments(HealthEndpoints.Health) && !path.StartsWithSegments(HealthEndpoints.Alive)
            && !Path.HasExtension(path.Value) && path.Value?.EndsWith("/events", StringComparison.Ordinal) != true;

    private static string ServiceName(IHostApplicationBuilder builder) =>
        builder.Configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : builder.Environment.ApplicationName;
}
