using System.Security.Cryptography;
using Npgsql;

namespace TaskJuice.Local;

/// <summary>The database server of a developer's machine. Its data outlives the run; it listens on 127.0.0.1 and asks for a password.</summary>
internal sealed class Postgres
{
    public const string Folder = "postgres";
    public const string DataFolder = "data";

    private const int FirstPort = 5440;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _home;
    private readonly ServerUser _user;

    private Postgres(string home, ServerUser user) => (_home, _user) = (home, user);

    /// <summary>Starts the server and makes the database.</summary>
    /// <returns>The connection string, as Aspire would write it.</returns>
    public static async Task<string> StartAsync(Checkout checkout, Action<string> voice, Action<Child> started, CancellationToken stop)
    {
        var user = ServerUser.Choose();
        var postgres = new Postgres(await HomeAsync(checkout, user, stop), user);
        await PostmasterFile.EndLeftoverAsync(postgres.Data, stop);
        var programs = await postgres.ProgramsAsync(voice, stop);

        var port = FreePort.From(FirstPort);
        var server = programs.Start(postgres.Data, port, ["password_encryption=scram-sha-256", "log_min_messages=log"], Signal.Interrupt, voice);
        started(server);
        await postgres.UntilReadyAsync(server, stop);
        await postgres.MakeDatabaseAsync(port, stop);
        return postgres.ConnectionString(port, ResourceNames.Database);
    }

    private string Data => Path.Combine(_home, DataFolder);

    private string PasswordFile => Path.Combine(_home, "password");

    private string Password => File.ReadAllText(PasswordFile).Trim();

    private static async Task<string> HomeAsync(Checkout checkout, ServerUser user, CancellationToken stop)
    {
        var home = Path.Combine(checkout.Data, Folder);
        if (await user.TryOwnAsync(home, stop))
            return home;

        // Only root gets here: beneath its home the borrowed user may not enter.
        var elsewhere = Path.Combine(checkout.DataElsewhere, Folder);
        if (!await user.TryOwnAsync(elsewhere, stop))
            throw new Problem($"The user {user.Name} can reach neither {home} nor {elsewhere}; run this from a directory that every user may enter.");

        Console.WriteLine($"PostgreSQL runs as {user.Name}, who may not enter {checkout.Root}, so its data is in {elsewhere}.");
        await File.WriteAllTextAsync(Path.Combine(checkout.Data, "postgres-is-elsewhere.txt"), elsewhere + Environment.NewLine, stop);
        return elsewhere;
    }

    private async Task<PostgresPrograms> ProgramsAsync(Action<string> voice, CancellationToken stop)
    {
        var version = Path.Combine(Data, "PG_VERSION");
        if (File.Exists(version))
            return PostgresPrograms.Find(_user, (await File.ReadAllTextAsync(version, stop)).Trim());

        if (Directory.Exists(Data))
            throw Broken($"{version} is missing");

        voice("makes its data directory");
        var programs = PostgresPrograms.Find(_user);
        await InitializeAsync(programs, stop);
        return programs;
    }

    private async Task InitializeAsync(PostgresPrograms programs, CancellationToken stop)
    {
        // Built under another name, so that an interrupted first start leaves nothing that looks finished.
        var draft = Data + ".new";
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);

        await File.WriteAllTextAsync(PasswordFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), stop);
        File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await _user.TryOwnAsync(_home, stop);
        await programs.InitializeAsync(draft, "scram-sha-256", PasswordFile, stop);
        Directory.Move(draft, Data);
    }

    private async Task UntilReadyAsync(Child server, CancellationToken stop)
    {
        try
        {
            await server.UntilReadyAsync(Patience, stop);
        }
        catch (Problem problem)
        {
            throw Broken(problem.Message);
        }
    }

    private async Task MakeDatabaseAsync(int port, CancellationToken stop)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(port, "postgres") + ";Pooling=false");
            await connection.OpenAsync(stop);
            await using var command = new NpgsqlCommand($"select 1 from pg_database where datname = '{ResourceNames.Database}'", connection);
            if (await command.ExecuteScalarAsync(stop) is not null)
                return;

            command.CommandText = $"create database {ResourceNames.Database}";
            await command.ExecuteNonQueryAsync(stop);
        }
        catch (NpgsqlException problem)
        {
            throw Broken(problem.Message);
        }
    }

    private string ConnectionString(int port, string database) =>
        $"Host=localhost;Port={port};Username=postgres;Password={Password};Database={database}";

    private Problem Broken(string why) =>
        new($"PostgreSQL does not start with the data in {Data}; ./run --reset starts over with empty data. {why}");
}
