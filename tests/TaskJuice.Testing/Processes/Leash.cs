using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>What stands in front of a command so that it outlives neither us nor our order of stopping.</summary>
internal static class Leash
{
    // setsid: Ctrl+C reaches a terminal's whole process group at once, and the database must outlive those who use it.
    // setpriv --pdeathsig: the kernel's word to the child when we are killed without a chance to say goodbye (prctl(2), PR_SET_PDEATHSIG).
    private static readonly bool Known = OperatingSystem.IsLinux() && Tool.Find("setsid") is not null && Tool.Find("setpriv") is not null;

    public static ProcessStartInfo Put(ProcessStartInfo start, Signal farewell, ServerUser? user)
    {
        if (!Known && user?.Name is not null)
            throw new Problem("setpriv and setsid are missing, so root cannot start a server as another user. Install the package util-linux.");

        string[] command = [.. Known ? (string[])["setsid"] : [], .. user?.Prefix ?? [], .. Known ? (string[])["setpriv", "--pdeathsig", Word(farewell), "--"] : [], start.FileName, .. start.ArgumentList];
        var leashed = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        leashed.Environment.Clear();
        foreach (var (name, value) in start.Environment)
            leashed.Environment[name] = value;
        return leashed;
    }

    private static string Word(Signal signal) => signal switch { Signal.Interrupt => "INT", Signal.Kill => "KILL", _ => "TERM" };
}
