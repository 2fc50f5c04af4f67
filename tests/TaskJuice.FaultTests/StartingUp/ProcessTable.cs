using System.Globalization;
using System.Text;

namespace TaskJuice.FaultTests.StartingUp;

/// <summary>A process as <c>/proc</c> has it (proc(5)).</summary>
/// <param name="Id">May belong to another one later.</param>
/// <param name="StartedAt">Tells those two apart; in ticks of the kernel.</param>
/// <param name="Parent">Who started it, or who took it over.</param>
/// <param name="Command">Its command line.</param>
internal sealed record Running(int Id, ulong StartedAt, int Parent, string Command);

/// <summary>The processes of this machine.</summary>
internal static class ProcessTable
{
    // Positions after the name, which may hold anything and ends with the last parenthesis.
    private const int State = 0;
    private const int Parent = 1;
    private const int StartTime = 19;

    /// <summary>Those whose command line or environment holds a text, and everything below them.</summary>
    public static IReadOnlyList<Running> Having(string text)
    {
        var all = All();
        var found = all.Where(process => process.Command.Contains(text) || Read(process.Id, "environ").Contains(text)).ToHashSet();
        while (all.Where(process => found.Any(other => other.Id == process.Parent) && found.Add(process)).ToList() is { Count: > 0 })
        {
            // Their children are next.
        }

        return [.. found];
    }

    /// <summary>Those of some that still run.</summary>
    public static IEnumerable<Running> Left(IEnumerable<Running> some) => some.Where(process => Find(process.Id)?.StartedAt == process.StartedAt);

    private static IReadOnlyList<Running> All() =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => Find(int.Parse(name!, CultureInfo.InvariantCulture))).OfType<Running>()];

    private static Running? Find(int id)
    {
        var stat = Read(id, "stat");
        if (stat.Length == 0)
            return null;

        // One that ended and that nobody has asked about is none.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[State] is "Z" or "X" ? null : new(
            id, ulong.Parse(fields[StartTime], CultureInfo.InvariantCulture), int.Parse(fields[Parent], CultureInfo.InvariantCulture), Read(id, "cmdline").Replace('\0', ' '));
    }

    // Empty when it ended meanwhile, or belongs to somebody else.
    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}", Encoding.Latin1);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
