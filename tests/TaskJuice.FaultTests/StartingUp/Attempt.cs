using System.Diagnostics;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.StartingUp;

/// <summary>One try to start a program with a configuration that is right but for what the test changes.</summary>
internal sealed record Attempt(int ExitCode, string Output, IReadOnlyList<string> Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="project">The program.</param>
    /// <param name="changes">Environment variables; a null takes one away.</param>
    public static Task<Attempt> StartAsync(string project, params (string Name, string? Value)[] changes)
    {
        var start = TestSystem.Program(project);
        foreach (var (name, value) in Right().Concat(changes))
            start.Environment[name] = value;
        return RunAsync(start);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Attempt> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // Nothing listens at these addresses: a program that gets as far as asking for one has accepted its configuration.
    private static IEnumerable<(string Name, string? Value)> Right() =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ("ConnectionStrings__taskjuice", "Host=127.0.0.1;Port=1;Database=none;Username=none;Password=none"),
        ("ConnectionStrings__cache", "127.0.0.1:1"),
        ("Web__PublicUrl", "https://app.example.test"),
        ("Vault__KeyEncryptionKey", Convert.ToBase64String(new byte[32])),
    ];
}
