using System.Diagnostics;
using TaskJuice.Local;

namespace TaskJuice.FaultTests;

internal static class PausedProcess
{
    /// <summary>Stops a process in its tracks, as a machine without a processor to spare would.</summary>
    public static void Pause(this Child child) => Tell(child, "STOP");

    public static void Resume(this Child child) => Tell(child, "CONT");

    // By name and not by number, which differs between systems.
    private static void Tell(Child child, string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {child.Id}"]);
        kill.WaitForExit();
    }
}
