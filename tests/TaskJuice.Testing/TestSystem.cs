using System.Diagnostics;
using System.Globalization;
using TaskJuice.Local;

namespace TaskJuice.Testing;

/// <summary>
/// The whole system as processes of this test: PostgreSQL, Redis, fake provider, any number of Workers and Webs, each on a port of its
/// own. The processes get the same environment as under Aspire, log to files, and end with the test process.
/// </summary>
public sealed class TestSystem : IAsyncDisposable
{
    private const string FakeProvider = "fake-provider";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly List<Child> _children = [];
    private readonly List<string> _webs = [];
    private readonly List<string> _workerUrls = [];
    private readonly List<IAsyncDisposable> _ownServers = [];
    private readonly Dictionary<string, string> _settings = [];
    private readonly int _providerPort = FreePort.Any();
    private readonly int _firstWebPort = FreePort.Any();

    private TestSystem() => Directory.CreateDirectory(Path.Combine(Home, "keys"));

    /// <summary>Holds keys, traces and one log file per process.</summary>
    public string Home { get; } = Scratch.NewPath("system");

    public required TestPostgres Postgres { get; init; }

    public required TestRedis Redis { get; init; }

    /// <summary>As the owner <c>postgres</c>.</summary>
    public required string Database { get; init; }

    /// <summary>Where spans of all processes are written as JSON lines.</summary>
    public string TraceFile => Path.Combine(Home, "traces.jsonl");

    /// <summary>Where token replies are kept while the database is away.</summary>
    public string SpoolDirectory => Path.Combine(Home, "spool");

    /// <summary>What the fake provider keeps over a restart.</summary>
    public string ProviderState => Path.Combine(Home, "fake-provider.json");

    /// <summary>The fake provider's address, without a slash at the end.</summary>
    public string ProviderUrl => $"http://localhost:{_providerPort}";

    /// <summary>The first Web's address; redirect URIs point to it.</summary>
    public string WebUrl => _webs[0];

    /// <summary>The addresses of all Webs.</summary>
    public IReadOnlyList<string> WebUrls => _webs;

    /// <summary>The addresses of all Workers, for their health.</summary>
    public IReadOnlyList<string> WorkerUrls => _workerUrls;

    /// <summary>The Workers that run, for tests that kill one.</summary>
    internal IEnumerable<Child> Workers =>
        _children.Where(child => child.Name.StartsWith("worker", StringComparison.Ordinal) && !child.Exited.IsCompleted);

    /// <summary>The Webs that run, for tests that look at what one takes.</summary>
    internal IEnumerable<Child> Webs => _children.Where(child => child.Name.StartsWith("web", StringComparison.Ordinal) && !child.Exited.IsCompleted);

    /// <summary>Starts everything and waits until each process is healthy.</summary>
    /// <param name="workers">How many Workers.</param>
    /// <param name="webs">How many Webs.</param>
    /// <param name="settings">More environment variables, for every process.</param>
    /// <param name="ownServers">True for a PostgreSQL and a Redis that no other test uses, so that they may be stopped, killed and flushed.</param>
    /// <param name="postgresSettings">More settings of that PostgreSQL, as <c>name=value</c>.</param>
    /// <param name="stop">Ends the start.</param>
    public static async Task<TestSystem> StartAsync(
        int workers = 1, int webs = 1, IReadOnlyDictionary<string, string>? settings = null, bool ownServers = false,
        IReadOnlyList<string>? postgresSettings = null, CancellationToken stop = default)
    {
        var postgres = ownServers ? await TestPostgres.StartAsync(stop, postgresSettings ?? []) : await TestPostgres.SharedAsync();
        var redis = ownServers ? await TestRedis.StartAsync(stop) : await TestRedis.SharedAsync();
        var system = new TestSystem { Postgres = postgres, Redis = redis, Database = await postgres.CreateDatabaseAsync(stop: stop) };
        try
        {
            foreach (var (name, value) in settings ?? new Dictionary<string, string>())
                system._settings[name] = value;
            if (ownServers)
                system._ownServers.AddRange([postgres, redis]);
            KeyFile.Write(Path.Combine(system.Home, "keys"), 1);
            await system.StartProcessesAsync(workers, webs, stop);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>How one of the programs is started, without its settings.</summary>
    public static ProcessStartInfo Program(string project)
    {
        var directory = Path.Combine(Repository, project);
        return new("dotnet", [Path.Combine(directory, "bin", Configuration, "net10.0", $"{Path.GetFileName(project)}.dll")])
        {
            WorkingDirectory = directory,
#if DEBUG
            // Processes that live for a minute, many on a small machine: what pays off later only costs them. Benchmarks run as shipped.
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountingDelayMs"] = "1000", ["DOTNET_gcServer"] = "0" },
#endif
        };
    }

    /// <summary>What every process has printed so far.</summary>
    public string Logs() => string.Concat(Directory.GetFiles(Home, "*.log").Select(ReadShared));

    /// <summary>Starts one more Worker, for instance in place of a killed one.</summary>
    /// <param name="stop">Ends the start.</param>
    /// <param name="settings">More environment variables, for this one.</param>
    public Task StartWorkerAsync(CancellationToken stop = default, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = FreePort.Any();
        _workerUrls.Add($"http://localhost:{port}");
        return RunAsync($"worker-{_workerUrls.Count}", "TaskJuice.Worker", port, stop, settings);
    }

    /// <summary>Ends a Worker or a Web in good order and starts it again at the same address, as a new version of it would be rolled out.</summary>
    /// <param name="name">Such as <c>worker-1</c> or <c>web-2</c>.</param>
    /// <param name="stop">Ends the start.</param>
    public async Task RestartAsync(string name, CancellationToken stop = default)
    {
        await StopAsync(name);
        var isWeb = name.StartsWith("web", StringComparison.Ordinal);
        var address = (isWeb ? _webs : _workerUrls)[int.Parse(name[(name.IndexOf('-') + 1)..], CultureInfo.InvariantCulture) - 1];
        await RunAsync(name, isWeb ? "TaskJuice.Web" : "TaskJuice.Worker", new Uri(address).Port, stop);
    }

    /// <summary>Ends a process in good order.</summary>
    /// <param name="name">Such as <c>worker-1</c> or <c>web-2</c>.</param>
    public async Task StopAsync(string name)
    {
        var child = _children.First(child => child.Name == name && !child.Exited.IsCompleted);
        await child.DisposeAsync();
        _children.Remove(child);
    }

    /// <summary>Ends the fake provider in good order and starts it again at the same address.</summary>
    public async Task RestartProviderAsync(CancellationToken stop = default)
    {
        await StopAsync(FakeProvider);
        await StartProviderAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));
        foreach (var server in _ownServers)
            await server.DisposeAsync();
        Scratch.Delete(Home);
    }

    private async Task StartProcessesAsync(int workers, int webs, CancellationToken stop)
    {
        // The first Worker migrates; the others would wait for it anyway.
        var provider = StartProviderAsync(stop);
        if (workers > 0)
            await StartWorkerAsync(stop);
        var others = Enumerable.Range(2, Math.Max(0, workers - 1)).Select(_ => StartWorkerAsync(stop)).ToList();
        await Task.WhenAll([provider, .. others, .. Enumerable.Range(1, webs).Select(number => StartWebAsync(number, stop))]);
    }

    private Task StartProviderAsync(CancellationToken stop) =>
        RunAsync(FakeProvider, "tests/TaskJuice.FakeProvider", _providerPort, stop);

    private async Task StartWebAsync(int number, CancellationToken stop)
    {
        var port = number == 1 ? _firstWebPort : FreePort.Any();
        _webs.Add($"http://localhost:{port}");
        await RunAsync($"web-{number}", "TaskJuice.Web", port, stop);
    }

    private async Task RunAsync(string name, string project, int port, CancellationToken stop, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = Program(project);
        foreach (var (key, value) in Environment(name, port).Concat(_settings).Concat(settings ?? new Dictionary<string, string>()))
            start.Environment[key] = value;

        var log = new StreamWriter(new FileStream(Path.Combine(Home, $"{name}.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var child = Child.Start(name, start, Signal.Terminate, said: line =>
        {
            lock (log)
                log.WriteLine(line);
        });
        _children.Add(child);
        await new HealthCheck(child, new Uri($"http://localhost:{port}/health")).UntilPassedAsync(Patience, stop);
    }

    private Dictionary<string, string> Environment(string name, int port) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
        ["ConnectionStrings__taskjuice"] = Database,
        ["ConnectionStrings__cache"] = Redis.ConnectionString,
        ["services__fake-provider__http__0"] = ProviderUrl,
        ["Web__PublicUrl"] = $"http://localhost:{_firstWebPort}",
        ["Connect__AnswerWithinSeconds"] = "60",
        ["Vault__KeyDirectory"] = Path.Combine(Home, "keys"),
        ["Refresh__SpoolDirectory"] = SpoolDirectory,
        ["Egress__Allow__fake-provider"] = $"localhost:{_providerPort}",
        ["OAuth__Clients__sandbox__ClientId"] = "taskjuice-sandbox",
        ["OAuth__Clients__sandbox__ClientSecret"] = "sandbox-client-secret",
        ["OAuth__Clients__sandbox-oauth__ClientId"] = "taskjuice-sandbox",
        ["OAuth__Clients__sandbox-oauth__ClientSecret"] = "sandbox-client-secret",
        // The few people of the tests do the work of many.
        ["Limits__ConnectStarts"] = "1000000",
        ["Limits__KeyTests"] = "1000000",
        ["Limits__Checks"] = "1000000",
        ["OTEL_SERVICE_NAME"] = name,
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["Traces__File"] = TraceFile,
        ["FakeProvider__State"] = ProviderState,
    };

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    private static string FindRepository(string directory) =>
        File.Exists(Path.Combine(directory, "TaskJuice.sln")) ? directory : FindRepository(Path.GetDirectoryName(directory)!);

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
