namespace TaskJuice.Local;

/// <summary>Reports a fixed port that is in use. It is not replaced, because bookmarks and redirect URIs contain it.</summary>
internal static class TakenPort
{
    /// <exception cref="Problem">The port is in use.</exception>
    public static async Task RefuseAsync(string name, int port, CancellationToken stop)
    {
        if (!FreePort.IsFree(port))
            throw new Problem($"Port {port} is taken, so {name} cannot start: {await HolderAsync(port, stop)}.");
    }

    private static async Task<string> HolderAsync(int port, CancellationToken stop)
    {
        if (Tool.Find("ss", "/usr/sbin", "/sbin") is not { } ss)
            return $"perhaps another ./run is using it; run `lsof -i :{port}` to find out";

        // users:(("dotnet",pid=4711,fd=210)); absent for another user's process.
        var (_, output) = await Tool.RunAsync(ss, ["-Hltnp", $"sport = :{port}"], stop);
        var holder = output.Split("users:((").ElementAtOrDefault(1)?.Split(',') ?? [];
        return holder.Length > 1
            ? $"process {holder[1].Replace("pid=", "")} ({holder[0].Trim('"')}) is using it, perhaps another ./run"
            : $"perhaps another ./run is using it; run `sudo ss -ltnp 'sport = :{port}'` to find out";
    }
}
