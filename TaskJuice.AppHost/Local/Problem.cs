namespace TaskJuice.Local;

/// <summary>
/// Why the system cannot start or has to stop; the message is one sentence, possibly followed by a process's last output.
/// </summary>
internal sealed class Problem(string sentence, int exitCode = 1) : Exception(sentence)
{
    public int ExitCode => exitCode;
}
