namespace TaskJuice.FaultTests;

/// <summary>Environment variables that give a process another time of day; how it measures spans of time stays right.</summary>
internal static class WrongClock
{
    /// <summary>For a process whose clock is wrong by so much.</summary>
    public static IReadOnlyDictionary<string, string> By(TimeSpan offset) => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME"] = $"{offset.TotalSeconds:+0;-0}s",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        // Meant for a glibc of the past; with this one every wait of a thread with a limit ends at once, and the process never rests.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    private static string Library { get; } = Directory.GetDirectories("/usr/lib", "faketime", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
        .Select(directory => Path.Combine(directory, "libfaketimeMT.so.1")).First(File.Exists);
}
