namespace TaskJuice.Benchmarks.Figures;

/// <summary>Figures of whole processes, which one run measures once; BenchmarkDotNet is for what can be repeated in a loop.</summary>
internal static class AllFigures
{
    private static readonly Dictionary<string, Func<Task>> Known = new()
    {
        ["statements"] = StatementFigures.PrintAsync,
        ["throughput"] = ThroughputFigures.PrintAsync,
        ["memory"] = MemoryFigures.PrintAsync,
        ["sign-in"] = SignInFigures.PrintAsync,
        ["pages"] = PageFigures.PrintAsync,
    };

    /// <summary>Prints the named figures, or all of them.</summary>
    /// <returns>The exit code of the program.</returns>
    public static async Task<int> PrintAsync(string[] names)
    {
        if (names.FirstOrDefault(name => !Known.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There are no figures named {unknown}; known are {string.Join(", ", Known.Keys)}.");
            return 1;
        }

        foreach (var (_, print) in Known.Where(known => names.Length == 0 || names.Contains(known.Key)))
            await print();
        return 0;
    }
}
