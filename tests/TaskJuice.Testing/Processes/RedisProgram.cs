using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>The Redis server's program.</summary>
internal static class RedisProgram
{
    /// <summary>Starts a server that listens on 127.0.0.1 only.</summary>
    /// <param name="directory">Its working directory, where it keeps its file.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="settings">More settings, as on its command line; a configuration file comes first.</param>
    /// <param name="farewell">Terminate for a tidy end (it saves first).</param>
    /// <param name="said">Gets what the server prints.</param>
    public static Child Start(string directory, int port, IEnumerable<string> settings, Signal farewell, Action<string>? said = null)
    {
        string[] all = [.. settings, "--bind", "127.0.0.1", "--port", $"{port}", "--dir", directory, "--daemonize", "no"];
        return Child.Start("redis", new ProcessStartInfo(RedisServer.Find(), all), farewell, said: said, readyWhen: "Ready to accept connections");
    }
}
