using System.Globalization;

namespace TaskJuice.Local;

/// <summary>Finds PostgreSQL's programs. Debian, Fedora and Homebrew do not put those of the server on the PATH.</summary>
internal static class PostgresDirectory
{
    private static readonly string[] Homes = ["/usr/lib/postgresql", "/usr/pgsql-*", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>The newest installed version, or the one that created a data directory.</summary>
    /// <exception cref="Problem">It is not installed.</exception>
    public static string Find(string? version = null) =>
        Candidates().FirstOrDefault(candidate => version is null || candidate.Contains(version, StringComparison.Ordinal))
            ?? throw new Problem(version is null
                ? "PostgreSQL is missing. On Debian or Ubuntu: apt-get install postgresql; on macOS: brew install postgresql."
                : $"The data was created by PostgreSQL {version}, which is no longer installed. "
                    + "Install it, or start over with ./run --reset.");

    private static IEnumerable<string> Candidates()
    {
        var below = Homes.Where(home => Directory.Exists(home))
            .SelectMany(home => Directory.GetDirectories(home))
            .Select(home => Path.Combine(home, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .OrderByDescending(bin =>
                double.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), CultureInfo.InvariantCulture, out var version) ? version : 0);
        return Tool.Find("initdb") is { } onPath ? below.Append(Path.GetDirectoryName(onPath)!) : below;
    }
}
