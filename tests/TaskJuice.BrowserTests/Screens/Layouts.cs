using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Screens;

/// <summary>
/// The outlines of every state as they were last looked at and found right, one file each in the folder of the same name. After a change
/// that is meant to move something, run the tests once with TASKJUICE_LAYOUTS=write, look at the pictures, and commit what changed.
/// </summary>
internal static partial class Layouts
{
    // Typefaces are drawn a little differently from machine to machine.
    private const int Tolerance = 4;

    private static readonly string Home = Artifacts.Sources("tests/TaskJuice.BrowserTests/Screens/Layouts");

    /// <summary>True when the outlines are to be kept, and nothing else is looked at.</summary>
    public static bool Writes => Environment.GetEnvironmentVariable("TASKJUICE_LAYOUTS") == "write";

    /// <summary>Compares the outlines of states with the ones that are kept, or keeps them instead when that was asked for.</summary>
    /// <param name="seen">The lines of each state.</param>
    /// <returns>What differs, to be read; empty when nothing does. The new outlines are in artifacts/layouts then.</returns>
    public static async Task<string> CompareAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> seen)
    {
        var kept = Directory.GetFiles(Home, "*.txt").ToDictionary(file => Path.GetFileNameWithoutExtension(file));
        var target = Writes ? Home : Artifacts.Clear("layouts");
        foreach (var gone in Writes ? kept.Where(file => !seen.ContainsKey(file.Key)) : [])
            File.Delete(gone.Value);

        List<string> differences = [.. kept.Keys.Except(seen.Keys).Where(_ => !Writes).Select(state => $"{state} was not seen")];
        foreach (var (state, lines) in seen)
        {
            var before = kept.TryGetValue(state, out var file) ? await File.ReadAllLinesAsync(file) : [];
            var changed = Difference(before, lines);
            if (changed.Count == 0)
                continue;

            await File.WriteAllLinesAsync(Path.Combine(target, $"{state}.txt"), lines);
            if (!Writes)
                differences.AddRange([$"{state}:", .. changed]);
        }

        return string.Join('\n', differences);
    }

    /// <summary>The lines that went (-) and came (+), in order, each with the line before it that both have.</summary>
    public static IReadOnlyList<string> Difference(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var longest = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
                longest[i, j] = IsSame(before[i], after[j]) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        List<string> found = [];
        string? shared = null;
        for (var (i, j) = (0, 0); i < before.Count || j < after.Count;)
        {
            if (i < before.Count && j < after.Count && IsSame(before[i], after[j]))
            {
                (shared, i, j) = (before[i], i + 1, j + 1);
                continue;
            }

            if (shared is not null)
                found.Add($"    {shared}");
            shared = null;
            found.Add(j == after.Count || (i < before.Count && longest[i + 1, j] >= longest[i, j + 1]) ? $"  - {before[i++]}" : $"  + {after[j++]}");
        }

        return found;
    }

    private static bool IsSame(string one, string other)
    {
        var (first, second) = (Line().Match(one), Line().Match(other));
        return first.Success && second.Success
            ? first.Groups[1].Value == second.Groups[1].Value && Enumerable.Range(2, 4).All(part => Math.Abs(Number(first, part) - Number(second, part)) <= Tolerance)
            : one == other;
    }

    private static int Number(Match line, int part) => int.Parse(line.Groups[part].ValueSpan);

    [GeneratedRegex("^(.*) @(-?[0-9]+),(-?[0-9]+) ([0-9]+)x([0-9]+)$")]
    private static partial Regex Line();
}
