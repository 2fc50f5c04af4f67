using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>PostgreSQL's own programs, and how a server is made and started with them.</summary>
internal sealed class PostgresPrograms(string directory, ServerUser user)
{
    public ServerUser User => user;

    public static PostgresPrograms Find(ServerUser user) => new(PostgresDirectory.Find(), user);

    /// <summary>Makes a data directory whose owner is <c>postgres</c>, as in Aspire's container.</summary>
    /// <param name="data">The directory to make; it must not exist.</param>
    /// <param name="authentication">How TCP connections prove who they are.</param>
    /// <param name="passwordFile">Holds the owner's password; null for none.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task InitializeAsync(string data, string authentication, string? passwordFile, CancellationToken stop)
    {
        string[] password = passwordFile is null ? [] : [$"--pwfile={passwordFile}"];
        var locale = OperatingSystem.IsLinux() ? "C.UTF-8" : "C";
        var (exitCode, output) = await user.RunAsync(
            [Program("initdb"), "-D", data, "-U", "postgres", "-A", authentication, .. password, "-E", "UTF8", $"--locale={locale}", "--no-sync"], stop);
        if (exitCode != 0)
            throw new Problem($"PostgreSQL could not make its data directory {data}: {output}");
    }

    /// <summary>Starts a server that listens on 127.0.0.1 only.</summary>
    /// <param name="data">An initialized data directory.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="settings">More settings, as <c>name=value</c>.</param>
    /// <param name="farewell">Interrupt for a tidy end (fast shutdown).</param>
    /// <param name="said">Gets what the server prints.</param>
    public Child Start(string data, int port, IEnumerable<string> settings, Signal farewell, Action<string>? said = null)
    {
        string[] all = ["listen_addresses=127.0.0.1", $"port={port}", "unix_socket_directories=", "lc_messages=C", "logging_collector=off", .. settings];
        var start = new ProcessStartInfo(Program("postgres"), ["-D", data, .. all.SelectMany(setting => (string[])["-c", setting])]) { WorkingDirectory = "/" };
        return Child.Start("postgres", start, farewell, user, said, readyWhen: "database system is ready to accept connections");
    }

    /// <summary>Runs one of the client programs, such as <c>pg_dump</c>, to its end.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken stop) =>
        user.RunAsync([Program(program), .. arguments], stop);

    private string Program(string name) => Path.Combine(directory, name);
}
