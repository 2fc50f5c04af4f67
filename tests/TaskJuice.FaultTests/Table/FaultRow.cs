using System.Diagnostics;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>One row of the fault table, appended to the file that <c>TASKJUICE_FAULT_TABLE</c> names, and to the test's own output.</summary>
internal static class FaultRow
{
    private static readonly Lock Door = new();

    /// <summary>Writes down what was counted.</summary>
    /// <param name="id">The fault, such as <c>F1</c>.</param>
    /// <param name="started">A timestamp of <see cref="Stopwatch"/> from when it began.</param>
    /// <param name="counted">The figures.</param>
    public static void Write(string id, long started, string counted)
    {
        var row = $"| {id} | {Scale.Name} | {counted} | {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s |";
        TestContext.Current.TestOutputHelper?.WriteLine(row);
        if (Environment.GetEnvironmentVariable("TASKJUICE_FAULT_TABLE") is not { Length: > 0 } file)
            return;
        lock (Door)
            File.AppendAllLines(file, [row]);
    }
}
