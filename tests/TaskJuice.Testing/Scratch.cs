using TaskJuice.Local;

namespace TaskJuice.Testing;

/// <summary>Directories of this test process, named by its process id so that those of a killed one are recognized and swept.</summary>
internal static class Scratch
{
    private const string Start = "taskjuice-test-";

    public static string NewPath(string kind)
    {
        Sweep();
        return Path.Combine(Path.GetTempPath(), $"{Start}{Environment.ProcessId}-{kind}-{Guid.NewGuid():N}");
    }

    public static void Delete(string directory)
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }

    private static void Sweep()
    {
        foreach (var directory in Directory.GetDirectories(Path.GetTempPath(), Start + "*"))
            if (int.TryParse(Path.GetFileName(directory)[Start.Length..].Split('-')[0], out var process) && !Signals.IsAlive(process))
                TryDelete(directory);
    }

    private static void TryDelete(string directory)
    {
        try
        {
            Delete(directory);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another user's, or another process sweeps it right now.
        }
    }
}
