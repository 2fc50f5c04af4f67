using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>PostgreSQL's own programs: where they are, and how a server is made and started with them. Shared with the test suites.</summary>
internal sealed class PostgresPrograms(string directory, ServerUser user)
{
    // Debian, Fedora and Homebrew keep the server's programs off the PATH.
    private static readonly string[] Homes = ["/usr/lib/postgresql", "/usr/pgsql-*", "/opt/homebrew/opt", "/usr/local/opt"];

    public ServerUser User => user;

    /// <summary>The newest ones of this machine, or those of the version that made a data directory.</summary>
    public static PostgresPrograms Find(ServerUser user, string? version = null)
    {
        var found = Candidates().Where(candidate => version is null || candidate.Contains(version, StringComparison.Ordinal)).FirstOrDefault()
            ?? throw new Problem(version is null
                ? "PostgreSQL is missing. On Debian or Ubuntu: apt-get install postgresql; on macOS: brew install postgresql."
                : $"The data was made by PostgreSQL {version}, which is not installed any more. Install it, or start over with ./run --reset.");
        return new PostgresPrograms(found, user);
    }

    private static IEnumerable<string> Candidates()
    {
        var below = Homes.Where(home => Directory.Exists(home))
            .SelectMany(home => Directory.GetDirectories(home))
            .Select(home => Path.Combine(home, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .OrderByDescending(bin => double.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), out var version) ? version : 0);
        return Tool.Find("initdb") is { } onPath ? below.Append(Path.GetDirectoryName(onPath)!) : below;
    }

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
