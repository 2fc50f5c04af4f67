namespace TaskJuice.Local;

/// <summary>Finds the Redis server's program.</summary>
internal static class RedisServer
{
    private static readonly string[] Names = ["redis-server", "valkey-server"];

    /// <exception cref="Problem">It is not installed.</exception>
    public static string Find() =>
        Names.Select(name => Tool.Find(name, "/opt/homebrew/bin", "/usr/local/bin", "/usr/sbin")).FirstOrDefault(path => path is not null)
            ?? throw new Problem("Redis is missing. On Debian or Ubuntu: apt-get install redis-server; on macOS: brew install redis.");
}
