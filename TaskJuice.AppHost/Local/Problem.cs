namespace TaskJuice.Local;

/// <summary>Why the system cannot be started or has to stop; the message is one sentence (and what a process last said) for a person.</summary>
internal sealed class Problem(string sentence, int exitCode = 1) : Exception(sentence)
{
    public int ExitCode => exitCode;
}
