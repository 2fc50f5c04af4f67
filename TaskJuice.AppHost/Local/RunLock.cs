namespace TaskJuice.Local;

/// <summary>Two runs on the same data would ruin it. The kernel lets go of the lock when its holder ends, however it ends.</summary>
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

    // A disk that is full or read-only keeps the lock from being taken as well.
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
