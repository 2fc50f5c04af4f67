using TaskJuice.Local;

namespace TaskJuice.Testing;

/// <summary>A real Redis server of this test process. It ends with the process, even when that is killed.</summary>
public sealed class TestRedis : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task<TestRedis>> Shared = new(StartSharedAsync);

    private readonly string _home = Scratch.NewPath("redis");

    private TestRedis()
    {
    }

    /// <summary>The process, for tests that stop it in its tracks.</summary>
    internal Child? Server { get; private set; }

    public int Port { get; } = FreePort.Any();

    /// <summary>Where it listens.</summary>
    public string Endpoint => $"127.0.0.1:{Port}";

    /// <summary>For <c>ConnectionStrings:cache</c>. <c>allowAdmin</c> lets a test flush what it wrote.</summary>
    public string ConnectionString => $"{Endpoint},allowAdmin=true";

    /// <summary>The one server that every test of this process uses unless it wants to hurt it. Stopped when the process ends.</summary>
    public static Task<TestRedis> SharedAsync() => Shared.Value;

    /// <summary>Ends the shared server, if one was started.</summary>
    internal static async Task EndSharedAsync()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }

    /// <summary>A server of your own, for tests that stop, kill or flush it.</summary>
    public static async Task<TestRedis> StartAsync(CancellationToken stop = default)
    {
        var redis = new TestRedis();
        Directory.CreateDirectory(redis._home);
        await redis.StartAgainAsync(stop);
        return redis;
    }

    /// <summary>Ends the server as a power cut would; it forgets everything. The port stays for <see cref="StartAgainAsync"/>.</summary>
    public async Task KillAsync()
    {
        Server?.Kill();
        await (Server?.Exited ?? Task.CompletedTask);
    }

    /// <summary>Starts the server after <see cref="KillAsync"/>, empty and on the same port.</summary>
    public async Task StartAgainAsync(CancellationToken stop = default)
    {
        Server = RedisProgram.Start(_home, Port, ["--save", "", "--appendonly", "no"], Signal.Terminate);
        await Server.UntilReadyAsync(Patience, stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        Scratch.Delete(_home);
    }

    private static async Task<TestRedis> StartSharedAsync()
    {
        var redis = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndSharedAsync().Wait();
        return redis;
    }
}
