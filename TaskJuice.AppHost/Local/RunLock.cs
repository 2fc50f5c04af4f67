namespace TaskJuice.Local;

/// <summary>
/// Prevents two runs on the same data, which would corrupt it. The kernel releases the lock when its holder ends, in whatever way.
/// </summary>
internal static class RunLock
{
    public static FileStream Take(LocalData data)
    {
        try
        {
            Directory.CreateDirectory(data.Root);
            return new FileStream(Path.Combine(data.Root, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (WhyUnwritable(data.Root) is { } why)
        {
            throw new Problem($"{data.Root} is not writable: {why}");
        }
        catch (IOException)
        {
            throw new Problem($"Another ./run is using {data.Root}; stop it first (press Ctrl+C where it is running).");
        }
        catch (UnauthorizedAccessException)
        {
            throw new Problem($"{data.Root} belongs to another user; run this as that user, or delete the directory to start over.");
        }
    }

    // A full or read-only disk also prevents taking the lock.
    private static string? WhyUnwritable(string directory)
    {
        var trial = Path.Combine(directory, $"trial-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(trial, "written");
            File.Delete(trial);
            return null;
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
    }
}
