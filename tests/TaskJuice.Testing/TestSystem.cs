using System.Diagnostics;
using System.Security.Cryptography;
using TaskJuice.Local;

namespace TaskJuice.Testing;

/// <summary>
/// The whole system as processes of this test: PostgreSQL, Redis, fake provider, any number of Workers and Webs, each on a port of its
/// own. The processes get the same environment as under Aspire, log to files, and end with the test process.
/// </summary>
public sealed class TestSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly List<Child> _children = [];
    private readonly List<string> _webs = [];
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

    /// <summary>The fake provider's address, without a slash at the end.</summary>
    public string ProviderUrl => $"http://localhost:{_providerPort}";

    /// <summary>The first Web's address; redirect URIs point to it.</summary>
    public string WebUrl => _webs[0];

    /// <summary>The addresses of all Webs.</summary>
    public IReadOnlyList<string> WebUrls => _webs;

    /// <summary>The Workers that run, for tests that kill one.</summary>
    internal IEnumerable<Child> Workers => _children.Where(child => child.Name.StartsWith("worker", StringComparison.Ordinal));

    /// <summary>Starts everything and waits until each process is healthy.</summary>
    public static async Task<TestSystem> StartAsync(
        int workers = 1, int webs = 1, IReadOnlyDictionary<string, string>? settings = null, CancellationToken stop = default)
    {
        var postgres = await TestPostgres.SharedAsync();
        var system = new TestSystem
        {
            Postgres = postgres,
            Redis = await TestRedis.SharedAsync(),
            Database = await postgres.CreateDatabaseAsync(stop: stop),
        };
        try
        {
            await File.WriteAllTextAsync(Path.Combine(system.Home, "keys", "1.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), stop);
            var provider = system.RunAsync("fake-provider", "tests/TaskJuice.FakeProvider", system._providerPort, settings, stop);
            for (var number = 1; number <= workers; number++)
                await system.RunAsync($"worker-{number}", "TaskJuice.Worker", FreePort.Any(), settings, stop);
            await provider;
            for (var number = 1; number <= webs; number++)
                await system.StartWebAsync(number, settings, stop);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>What every process has printed so far.</summary>
    public string Logs() => string.Concat(Directory.GetFiles(Home, "*.log").Select(ReadShared));

    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children))
            await child.DisposeAsync();
        Scratch.Delete(Home);
    }

    private async Task StartWebAsync(int number, IReadOnlyDictionary<string, string>? settings, CancellationToken stop)
    {
        var port = number == 1 ? _firstWebPort : FreePort.Any();
        _webs.Add($"http://localhost:{port}");
        await RunAsync($"web-{number}", "TaskJuice.Web", port, settings, stop);
    }

    private async Task RunAsync(string name, string project, int port, IReadOnlyDictionary<string, string>? settings, CancellationToken stop)
    {
        var directory = Path.Combine(Repository, project);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(directory, "bin", Configuration, "net10.0", $"{Path.GetFileName(project)}.dll")])
        {
            WorkingDirectory = directory,
        };
        foreach (var (key, value) in Environment(name, port).Concat(settings ?? new Dictionary<string, string>()))
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
        ["Vault__KeyDirectory"] = Path.Combine(Home, "keys"),
        ["Egress__Allow__0"] = $"localhost:{_providerPort}",
        ["OAuth__Clients__sandbox__ClientId"] = "taskjuice-sandbox",
        ["OAuth__Clients__sandbox__ClientSecret"] = "sandbox-client-secret",
        ["OAuth__Clients__sandbox-oauth__ClientId"] = "taskjuice-sandbox",
        ["OAuth__Clients__sandbox-oauth__ClientSecret"] = "sandbox-client-secret",
        ["OTEL_SERVICE_NAME"] = name,
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["Traces__File"] = TraceFile,
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
