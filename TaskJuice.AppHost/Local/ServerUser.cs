namespace TaskJuice.Local;

/// <summary>
/// The user that PostgreSQL runs as. It refuses root (https://www.postgresql.org/docs/current/creating-cluster.html), so root uses another
/// user.
/// </summary>
internal sealed class ServerUser
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    private ServerUser(string? name) => Name = name;

    /// <summary>Null when the servers run as the current user.</summary>
    public string? Name { get; }

    public static ServerUser Choose()
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerUser(null);

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new ServerUser(Preferred.FirstOrDefault(known.Contains)
            ?? throw new Problem(
                "PostgreSQL cannot run as root, and this machine has no user postgres or nobody; start this as an ordinary user."));
    }

    /// <summary>The prefix that makes a command run as this user; empty for the current user.</summary>
    public IReadOnlyList<string> Prefix => Name is null ? [] : ["setpriv", $"--reuid={Name}", $"--regid={Group}", "--clear-groups", "--"];

    private string Group => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == Name)[3];

    public Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> command, CancellationToken stop)
    {
        string[] whole = [.. Prefix, .. command];
        return Tool.RunAsync(whole[0], whole[1..], stop);
    }

    /// <summary>Creates a directory that only this user can access.</summary>
    /// <returns>False when the user cannot reach it, for instance beneath root's home.</returns>
    public async Task<bool> TryOwnAsync(string directory, CancellationToken stop)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Name is null)
            return true;

        await Tool.RunAsync("chown", ["-R", $"{Name}:{Group}", directory], stop);
        var (exitCode, _) = await RunAsync(["test", "-w", directory], stop);
        return exitCode == 0;
    }
}
