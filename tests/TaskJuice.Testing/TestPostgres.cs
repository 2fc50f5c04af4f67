using Npgsql;
using TaskJuice.Local;

namespace TaskJuice.Testing;

/// <summary>A real PostgreSQL server of this test process, in a temporary directory. It ends with the process, even when that is killed.</summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Nothing here has to outlive a power cut, and tests open many connections.
    private static readonly string[] Settings =
    [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=1000",
        "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=on",
    ];

    private static readonly Lazy<Task<TestPostgres>> Shared = new(StartSharedAsync);

    private readonly PostgresPrograms _programs;
    private readonly string _home;
    private Child? _server;

    private readonly IReadOnlyList<string> _settings;

    private TestPostgres(PostgresPrograms programs, string home, IReadOnlyList<string> settings) =>
        (_programs, _home, _settings) = (programs, home, [.. Settings, .. settings]);

    public int Port { get; } = FreePort.Any();

    /// <summary>The one server that every test of this process uses unless it wants to hurt it. Stopped when the process ends.</summary>
    public static Task<TestPostgres> SharedAsync() => Shared.Value;

    /// <summary>Ends the shared server, if one was started, and throws its data away.</summary>
    internal static async Task EndSharedAsync()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }

    /// <summary>A server of your own, for tests that stop or kill it.</summary>
    /// <param name="stop">Ends the start.</param>
    /// <param name="settings">More settings, as <c>name=value</c>.</param>
    public static async Task<TestPostgres> StartAsync(CancellationToken stop = default, params IReadOnlyList<string> settings)
    {
        var user = ServerUser.Choose();
        var postgres = new TestPostgres(PostgresPrograms.Find(user), Scratch.NewPath("postgres"), settings);
        if (!await user.TryOwnAsync(postgres._home, stop))
            throw new Problem($"The user {user.Name} cannot reach {postgres._home}; set TMPDIR to a directory it can.");

        await postgres._programs.InitializeAsync(postgres.Data, "trust", passwordFile: null, stop);
        await postgres.StartAgainAsync(stop);
        return postgres;
    }

    /// <summary>Makes an empty database, or a copy of another one that nobody is connected to.</summary>
    /// <returns>Its connection string, as the owner <c>postgres</c>.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null, CancellationToken stop = default)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand($"create database {name} template {template ?? "template1"}", connection);
        await command.ExecuteNonQueryAsync(stop);
        return ConnectionString(name);
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Password=unchecked;Database={database}";

    /// <summary>Ends the server as a power cut would. Data and port stay for <see cref="StartAgainAsync"/>.</summary>
    public async Task KillAsync()
    {
        _server?.Kill();
        await (_server?.Exited ?? Task.CompletedTask);
    }

    /// <summary>Ends the server in good order. Data and port stay for <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync() => _server?.StopAsync(Patience) ?? Task.CompletedTask;

    /// <summary>Starts the server after <see cref="KillAsync"/> or <see cref="StopAsync"/>, on the same port with the same data.</summary>
    public async Task StartAgainAsync(CancellationToken stop = default)
    {
        _server = _programs.Start(Data, Port, _settings, Signal.Interrupt);
        await _server.UntilReadyAsync(Patience, stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Scratch.Delete(_home);
    }

    private string Data => Path.Combine(_home, "data");

    private static async Task<TestPostgres> StartSharedAsync()
    {
        var postgres = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndSharedAsync().Wait();
        return postgres;
    }
}
