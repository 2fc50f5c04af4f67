using System.Globalization;
using Xunit;

namespace TaskJuice.Tests.Fuzzing;

/// <summary>How much is tried, and what came of it. The environment variable <c>TASKJUICE_FUZZ</c> multiplies the small count of an ordinary run.</summary>
internal sealed class FuzzRun(string what)
{
    private int _tried;
    private readonly List<string> _failures = [];

    /// <summary>Another one, from the environment variable <c>TASKJUICE_FUZZ_SEED</c>, tries other inputs.</summary>
    public static int Seed => Number("TASKJUICE_FUZZ_SEED", 20_261_130);

    public static int Count(int few) => few * Number("TASKJUICE_FUZZ", 1);

    /// <summary>Counts one input; a null is a good end, a text says what was wrong.</summary>
    public void Tried(string input, string? wrong)
    {
        _tried++;
        if (wrong is not null)
            _failures.Add($"{wrong}: {Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes(input))}");
    }

    public void End()
    {
        var line = $"| {what} | {_tried} | {_failures.Count} |";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("TASKJUICE_FUZZ_TABLE") is { Length: > 0 } table)
            File.AppendAllLines(table, [line, .. _failures.Take(20)]);
        Assert.True(_failures.Count == 0, $"seed {Seed}: {string.Join(Environment.NewLine, _failures.Take(10))}");
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
