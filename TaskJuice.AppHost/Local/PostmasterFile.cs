namespace TaskJuice.Local;

/// <summary>The file in which a PostgreSQL server notes its process id (https://www.postgresql.org/docs/current/storage-file-layout.html).</summary>
internal static class PostmasterFile
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Ends a server that a killed run left on this data, and takes away the note of one that is gone.</summary>
    public static async Task EndLeftoverAsync(string data, CancellationToken stop)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse((await File.ReadAllLinesAsync(file, stop)).FirstOrDefault(), out var process))
            return;

        if (!await IsServerOfAsync(process, data, stop))
        {
            // The number may belong to a stranger by now, and the server would then refuse to start.
            File.Delete(file);
            return;
        }

        Console.WriteLine($"An earlier run left PostgreSQL behind (process {process}); ending it.");
        await EndAsync(process, stop);
    }

    private static async Task EndAsync(int process, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Beat);
        Signal.Interrupt.Send(process);
        for (var deadline = DateTimeOffset.UtcNow + Patience; Signals.IsAlive(process); await timer.WaitForNextTickAsync(stop))
            if (DateTimeOffset.UtcNow > deadline)
                throw new Problem($"PostgreSQL of an earlier run (process {process}) does not end; end it with: kill -INT {process}.");
    }

    private static async Task<bool> IsServerOfAsync(int process, string data, CancellationToken stop)
    {
        var (exitCode, command) = await Tool.RunAsync("ps", ["-o", "args=", "-p", $"{process}"], stop);
        return exitCode == 0 && command.Contains(data, StringComparison.Ordinal);
    }
}
