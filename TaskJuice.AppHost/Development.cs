using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Local;

namespace TaskJuice;

/// <summary>Resources and settings that exist only on a developer's machine.</summary>
internal static class Development
{
    // The catalog apps served by the fake provider.
    private static readonly string[] SandboxApps = ["sandbox", "sandbox-oauth"];

    // Fixed, because bookmarks and redirect URIs contain them: a port in use is an error.
    private static readonly (string Name, int Port)[] Ports =
        [(ResourceNames.Web, 5080), (ResourceNames.Worker, 5081), (ResourceNames.FakeProvider, 5090)];

    // The endpoints of the dashboard: web interface, telemetry and resource service.
    private static readonly string[] DashboardAddresses =
        ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <summary>The directory of persistent data: <c>Local:Data</c>, or <c>.data</c> in the repository.</summary>
    public static LocalData Data(IDistributedApplicationBuilder builder) =>
        new(builder.Configuration["Local:Data"] is { Length: > 0 } own
            ? Path.GetFullPath(own)
            : Path.Combine(Path.GetDirectoryName(builder.AppHostDirectory)!, ".data"));

    /// <summary>Checks and prepares what a run needs.</summary>
    /// <returns>The lock, held until the run ends.</returns>
    /// <exception cref="Problem">Another run uses the data, a port is in use, or the data directory cannot be used.</exception>
    public static async Task<IDisposable> PrepareAsync(IDistributedApplicationBuilder builder, bool reset)
    {
        // Only addresses and problems; the resources' logs are in the dashboard.
        builder.Services.AddLogging(logging => logging
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Aspire.Hosting", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            // It logs an interrupted start as a failure; actual failures reach AppHost.cs as exceptions anyway.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));

        // A proxy configured in the environment cannot reach this machine's loopback addresses.
        foreach (var name in (string[])["NO_PROXY", "no_proxy"])
        {
            string?[] hosts = [Environment.GetEnvironmentVariable(name), "localhost", "127.0.0.1"];
            Environment.SetEnvironmentVariable(name, string.Join(',', hosts.Where(host => !string.IsNullOrEmpty(host))));
        }

        // Otherwise this process may exit before those it started.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] ??= "true";

        var data = Data(builder);
        data.RefuseFiles();
        var alone = RunLock.Take(data);
        if (reset)
            data.Forget();
        if (builder.Configuration["DcpPublisher:RandomizePorts"] != "true")
            foreach (var (name, port) in DashboardPorts(builder.Configuration).Concat(Ports))
                await TakenPort.RefuseAsync(name, port, CancellationToken.None);
        return alone;
    }

    /// <summary>Adds the fake provider, and this machine's settings for Web and Worker.</summary>
    public static void AddDevelopment(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> worker, IResourceBuilder<ProjectResource> web,
        IResourceBuilder<IResourceWithConnectionString> database, IResourceBuilder<IResourceWithConnectionString> cache)
    {
        var data = Data(builder);
        var keys = DevelopmentKeys.In(data.Root);
        var provider = builder.AddProject<Projects.TaskJuice_FakeProvider>(ResourceNames.FakeProvider).WithHttpHealthCheck("/health")
            .WithEnvironment("FakeProvider__State", FakeProviderState(data.Root))
            .WithUrlForEndpoint("http", url => url.DisplayText = "Provider pages").WithIconName("PlugConnected")
            .WithProviderCommands(database);
        var authority = provider.GetEndpoint("http").Property(EndpointProperty.HostAndPort);
        // May still change. Without it, the dashboard prompts on every page for a certificate that is not used here.
        foreach (var process in (IResourceBuilder<ProjectResource>[])[worker, web, provider])
#pragma warning disable ASPIRECERTIFICATES001
            process.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        foreach (var process in (IResourceBuilder<ProjectResource>[])[worker, web])
        {
            process.WithReference(provider).WaitFor(provider)
                // A named entry: the environment may already contain an entry 0.
                .WithEnvironment("Egress__Allow__fake-provider", authority)
                .Unless(builder, "Vault__KeyDirectory", keys)
                .Unless(builder, "Refresh__SpoolDirectory", Path.Combine(data.Root, "spool"));
            if (!IsSet(builder, "Web__PublicUrl"))
                process.WithEnvironment("Web__PublicUrl", web.GetEndpoint("http"));
            foreach (var app in SandboxApps)
                process.Unless(builder, $"OAuth__Clients__{app}__ClientId", "taskjuice-sandbox")
                    .Unless(builder, $"OAuth__Clients__{app}__ClientSecret", "sandbox-client-secret");
        }

        database.WithResetCommand(cache, FakeProviderState(data.Root));
        worker.WithRotateCommand(database, cache, keys);
        worker.WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        web.WithUrlForEndpoint("http", url => url.DisplayText = "TaskJuice")
            .OnResourceReady(async (_, _, stop) => await Console.Out.WriteLineAsync($"""
                TaskJuice is ready: {await web.GetEndpoint("http").GetValueAsync(stop)}
                Sign in as ada@example.test with the password TaskJuice-demo-1
                The dashboard: {Dashboard(builder.Configuration)}
                """));
        builder.Services.AddHostedService<UsersFirst>();
        builder.Services.AddSingleton<UnexpectedEnds>().AddHostedService(services => services.GetRequiredService<UnexpectedEnds>());
    }

    private static IEnumerable<(string Name, int Port)> DashboardPorts(IConfiguration configuration) =>
        from setting in DashboardAddresses
        from address in (configuration[setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        select ("the dashboard", new Uri(address).Port);

    private static string Dashboard(IConfiguration configuration) =>
        configuration["ASPNETCORE_URLS"]?.Split(';')[0]
            + (configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"/login?t={token}" : "");

    // Settings in the environment take precedence; processes inherit them.
    private static IResourceBuilder<ProjectResource> Unless(
        this IResourceBuilder<ProjectResource> process, IDistributedApplicationBuilder builder, string variable, string value) =>
        IsSet(builder, variable) ? process : process.WithEnvironment(variable, value);

    private static bool IsSet(IDistributedApplicationBuilder builder, string variable) =>
        builder.Configuration[variable.Replace("__", ":")] is { Length: > 0 };

    /// <summary>The fake provider's state file, so that the connections of earlier runs still work.</summary>
    public static string FakeProviderState(string data) => Path.Combine(data, "fake-provider.json");
}
