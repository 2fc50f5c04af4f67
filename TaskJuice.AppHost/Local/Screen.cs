namespace TaskJuice.Local;

/// <summary>The terminal: what each process says, under its name.</summary>
internal sealed class Screen
{
    private static readonly string[] Colours = ["\e[36m", "\e[35m", "\e[33m", "\e[32m", "\e[34m"];
    private const string Plain = "\e[0m";
    private const int NameWidth = 13;

    private readonly bool _coloured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly Lock _turn = new();
    private int _voices;

    /// <summary>A writer for one process; each gets its own colour.</summary>
    public Action<string> Voice(string name)
    {
        var prefix = name.PadRight(NameWidth) + " | ";
        if (_coloured)
            prefix = Colours[_voices++ % Colours.Length] + prefix + Plain;
        return line => Write(prefix + line);
    }

    /// <summary>Lines of our own, after an empty one.</summary>
    public void Announce(IEnumerable<string> lines) => Write(Environment.NewLine + string.Join(Environment.NewLine, lines));

    public void Write(string line)
    {
        lock (_turn)
            Console.WriteLine(line);
    }
}
