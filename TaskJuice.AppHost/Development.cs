using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Local;

namespace TaskJuice;

/// <summary>What a developer's machine needs besides the picture of the system.</summary>
internal static class Development
{
    // The apps of the catalog that the fake provider plays.
    private static readonly string[] SandboxApps = ["sandbox", "sandbox-oauth"];

    // They are part of what people and providers know, so a taken one is not replaced by another.
    private static readonly (string Name, int Port)[] Ports = [(ResourceNames.Web, 5080), (ResourceNames.Worker, 5081), (ResourceNames.FakeProvider, 5090)];

    // Where the dashboard shows itself, takes telemetry and hears about resources.
    private static readonly string[] DashboardAddresses = ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <summary>Where what outlives a run is kept: <c>Local:Data</c>, or <c>.data</c> of the checkout.</summary>
    public static LocalData Data(IDistributedApplicationBuilder builder) =>
        new(builder.Configuration["Local:Data"] is { Length: > 0 } own ? Path.GetFullPath(own) : Path.Combine(Path.GetDirectoryName(builder.AppHostDirectory)!, ".data"));

    /// <summary>Sees to it that a run can begin.</summary>
    /// <returns>Held until the run is over.</returns>
    /// <exception cref="Problem">Another run has the data, a port is taken, or there is no place for the data.</exception>
    public static async Task<IDisposable> PrepareAsync(IDistributedApplicationBuilder builder, bool reset)
    {
        // Addresses and problems; what the parts log is in the dashboard.
        builder.Services.AddLogging(logging => logging
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Aspire.Hosting", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            // It calls an interrupted start a failure, and a failure comes to AppHost.cs as an exception anyway.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));

        // A proxy of the person who starts this knows nothing of this machine's own addresses.
        foreach (var name in (string[])["NO_PROXY", "no_proxy"])
            Environment.SetEnvironmentVariable(name, string.Join(',', new[] { Environment.GetEnvironmentVariable(name), "localhost", "127.0.0.1" }.Where(host => !string.IsNullOrEmpty(host))));

        // Otherwise this process may be gone before those it started.
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

    /// <summary>Adds the fake provider, and what Web and Worker need to know of this machine.</summary>
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
        foreach (var process in (IResourceBuilder<ProjectResource>[])[worker, web, provider])
#pragma warning disable ASPIRECERTIFICATES001 // May still change. Without it the dashboard asks on every page for a certificate that nothing here uses.
            process.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        foreach (var process in (IResourceBuilder<ProjectResource>[])[worker, web])
        {
            process.WithReference(provider).WaitFor(provider)
                // A name of its own: the person who starts this may have an entry 0.
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
        configuration["ASPNETCORE_URLS"]?.Split(';')[0] + (configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"/login?t={token}" : "");

    // What the person who starts this has set counts; processes get it with the rest of the environment.
    private static IResourceBuilder<ProjectResource> Unless(
        this IResourceBuilder<ProjectResource> process, IDistributedApplicationBuilder builder, string variable, string value) =>
        IsSet(builder, variable) ? process : process.WithEnvironment(variable, value);

    private static bool IsSet(IDistributedApplicationBuilder builder, string variable) => builder.Configuration[variable.Replace("__", ":")] is { Length: > 0 };

    /// <summary>Where the fake provider keeps grants and tokens, so that the connections of earlier runs still work.</summary>
    public static string FakeProviderState(string data) => Path.Combine(data, "fake-provider.json");
}
