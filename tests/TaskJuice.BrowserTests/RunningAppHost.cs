using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.Testing;

namespace TaskJuice.BrowserTests;

/// <summary>The AppHost as a developer starts it, dashboard included, with ports and data of its own.</summary>
public sealed class RunningAppHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // Processes that live for a quarter of an hour, many on a small machine; and a callback that shows its end rather than a page that waits for it.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["Connect__AnswerWithinSeconds"] = "60",
    };

    private readonly string _data = Scratch.NewPath("apphost");

    private DistributedApplication _app = null!;
    private string _cache = "";

    private RunningAppHost()
    {
    }

    /// <summary>Without a slash at the end.</summary>
    public string WebUrl { get; private set; } = "";

    /// <summary>The fake provider's address, without a slash at the end.</summary>
    public string ProviderUrl { get; private set; } = "";

    /// <summary>As the owner of the database.</summary>
    public string Database { get; private set; } = "";

    public Dashboard Dashboard { get; private set; } = null!;

    /// <summary>Starts everything and waits until each part is healthy.</summary>
    public static async Task<RunningAppHost> StartAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var system = new RunningAppHost();
        try
        {
            await system.StartAsync(patience.Token);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Presses a button of the dashboard.</summary>
    public Task<ExecuteCommandResult> PressAsync(string resource, string command) => _app.ResourceCommands.ExecuteCommandAsync(resource, command);

    public Task HealthyAsync(string resource, CancellationToken stop) => _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, stop);

    /// <summary>Has Redis forget everything.</summary>
    public async Task FlushRedisAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_cache);
        await redis.GetDatabase().ExecuteAsync("FLUSHALL");
    }

    /// <summary>Ends Redis in good order and waits until it is gone.</summary>
    public async Task StopRedisAsync()
    {
        Assert.True((await PressAsync(ResourceNames.CacheServer, KnownResourceCommands.StopCommand)).Success);
        await _app.ResourceNotifications.WaitForResourceAsync(ResourceNames.CacheServer, KnownResourceStates.TerminalStates);
    }

    /// <summary>Starts it again, at the same address.</summary>
    public async Task StartRedisAsync()
    {
        Assert.True((await PressAsync(ResourceNames.CacheServer, KnownResourceCommands.StartCommand)).Success);
        await HealthyAsync(ResourceNames.CacheServer, TestContext.Current.CancellationToken);
    }

    /// <summary>What every part has printed so far.</summary>
    public async Task<string> LogsAsync()
    {
        var logs = _app.Services.GetRequiredService<ResourceLoggerService>();
        var text = new StringWriter();
        foreach (var resource in _app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>())
            await foreach (var lines in logs.GetAllAsync(resource))
                foreach (var line in lines)
                    await text.WriteLineAsync($"{resource.Name}: {line.Content}");
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        Dashboard?.Dispose();
        Scratch.Delete(_data);
    }

    private async Task StartAsync(CancellationToken stop)
    {
        var options = new DistributedApplicationTestingBuilderOptions { EnableDashboard = true };
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.TaskJuice_AppHost>(options, Arguments(), stop);
        // What the parts print is read when a journey fails.
        builder.Services.AddLogging(logging => logging.AddFilter("TaskJuice.AppHost.Resources", LogLevel.None));
        foreach (var process in builder.Resources.OfType<ProjectResource>())
            foreach (var (name, value) in Settings)
                builder.CreateResourceBuilder(process).WithEnvironment(name, value);
        _app = await builder.BuildAsync(stop);
        await _app.StartAsync(stop);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Web, stop);

        WebUrl = Address(ResourceNames.Web);
        ProviderUrl = Address(ResourceNames.FakeProvider);
        _cache = $"{await _app.GetConnectionStringAsync(ResourceNames.Cache, stop)},allowAdmin=true";
        Database = (await _app.GetConnectionStringAsync(ResourceNames.Database, stop))!;
        Dashboard = new(await _app.GetDashboardUrlAsync(stop), _app.Services.GetRequiredService<IConfiguration>()["AppHost:DashboardApiKey"]);
    }

    // Containers keep their data in volumes, which a developer's own run has too.
    private string[] Arguments() => [$"Local:Data={_data}", "Servers=programs", "DcpPublisher:RandomizePorts=true"];

    private string Address(string resource) => _app.GetEndpoint(resource, "http").ToString().TrimEnd('/');
}
