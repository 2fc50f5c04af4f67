using System.Diagnostics;
using TaskJuice.Local;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.StartingUp;

/// <summary>The AppHost as <c>./run</c> starts it, in a process of its own, with ports of its own.</summary>
internal sealed class AppHostRun : IAsyncDisposable
{
    private const string Ready = "TaskJuice is ready: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Also for a killed one, whose orchestrator has to notice first.
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(30);

    private readonly string _data;
    private readonly Child _process;

    private AppHostRun(string data) => (_data, _process) = (data, Child.Start("the AppHost", Program(data), Signal.Terminate, said: Hear, readyWhen: Ready));

    /// <summary>Without a slash at the end.</summary>
    public string WebUrl { get; private set; } = "";

    /// <summary>How long it took until somebody could sign in.</summary>
    public TimeSpan StartedWithin { get; private set; }

    /// <summary>The exit code, once it ended.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>The program with its settings.</summary>
    /// <param name="data">Where it keeps what outlives a run.</param>
    public static ProcessStartInfo Program(string data)
    {
        // Whoever runs the tests in the background may have Ctrl+C ignored, and a program keeps what it is started with.
        var program = TestSystem.Program("TaskJuice.AppHost");
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program.FileName, .. program.ArgumentList]) { WorkingDirectory = program.WorkingDirectory };
        foreach (var (name, value) in program.Environment)
            start.Environment[name] = value;
        foreach (var (name, value) in Settings(data))
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<AppHostRun> StartAsync(string data)
    {
        var watch = Stopwatch.StartNew();
        var run = new AppHostRun(data);
        try
        {
            await run._process.UntilReadyAsync(Patience, TestContext.Current.CancellationToken);
            run.StartedWithin = watch.Elapsed;
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything that runs because of it, itself included.</summary>
    public IReadOnlyList<Running> Processes() => ProcessTable.Having(_data);

    /// <summary>Sends it a signal and waits until nothing is left of it.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> EndAsync(Signal signal)
    {
        var started = Processes();
        var watch = Stopwatch.StartNew();
        Assert.True(signal.Send(_process.Id));
        await Until.SeenAsync(() => Task.FromResult(Left(started)), left => left.Length == 0, PatienceAtTheEnd);
        return watch.Elapsed;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Also those that came while it ended.
    private string Left(IReadOnlyList<Running> started) => string.Join(Environment.NewLine, ProcessTable.Left(started).Union(Processes()));

    private void Hear(string line)
    {
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            WebUrl = line[Ready.Length..].TrimEnd('/');
    }

    private static Dictionary<string, string> Settings(string data) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://localhost:{FreePort.Any()}",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FreePort.Any()}",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{FreePort.Any()}",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["DcpPublisher__RandomizePorts"] = "true",
        ["Servers"] = "programs",
        ["Local__Data"] = data,
    };
}
