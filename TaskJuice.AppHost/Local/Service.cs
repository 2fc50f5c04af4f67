using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>One of our own programs: built already, started with the environment that Aspire would give it, ready when its health check says so.</summary>
internal sealed class Service(Checkout checkout, string name, string project, int port, Action<string> voice)
{
    // The first start migrates the database and compiles everything just in time, perhaps on a machine that does other work.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public async Task StartAsync(IEnumerable<KeyValuePair<string, string>> variables, Action<Child> started, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [checkout.Program(project)])
        {
            WorkingDirectory = checkout.Project(project),
        };
        foreach (var (key, value) in Common().Concat(variables))
            start.Environment[key] = value;

        var child = Child.Start(name, start, Signal.Terminate, said: voice);
        started(child);
        await new HealthCheck(child, new Uri($"http://localhost:{port}/health")).UntilPassedAsync(Patience, stop);
    }

    private Dictionary<string, string> Common() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
        ["OTEL_SERVICE_NAME"] = name,
        ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Environment.ProcessId}",
        // A person watches; telemetry a second old is what they expect.
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };
}
