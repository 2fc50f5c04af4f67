using System.Runtime.InteropServices;

namespace TaskJuice.Local;

/// <summary>The ways to ask a process to end. Numbers as POSIX fixes them.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

internal static class Signals
{
    public static bool Send(this Signal signal, int process) => Kill(process, (int)signal) == 0;

    public static bool IsAlive(int process) => Kill(process, 0) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
