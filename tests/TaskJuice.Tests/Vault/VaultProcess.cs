using System.Diagnostics;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>A real process on a fixture's database that is expected to end by itself.</summary>
internal sealed record VaultProcess(int ExitCode, string Output, string Errors)
{
    /// <param name="web">Whose database and keys.</param>
    /// <param name="project">TaskJuice.Worker or TaskJuice.Web.</param>
    /// <param name="keys">The directory of its keys; the fixture's when null.</param>
    /// <param name="words">The command line.</param>
    public static async Task<VaultProcess> RunAsync(WebFixture web, string project, string? keys = null, params string[] words)
    {
        var start = TestSystem.Program(project);
        foreach (var word in words)
            start.ArgumentList.Add(word);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in await SettingsAsync(web, keys ?? web.KeyDirectory))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            var stop = TestContext.Current.CancellationToken;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return new(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<Dictionary<string, string>> SettingsAsync(WebFixture web, string keys) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["ConnectionStrings__taskjuice"] = web.Database,
        ["ConnectionStrings__cache"] = (await TestRedis.SharedAsync()).ConnectionString,
        ["Web__PublicUrl"] = "https://app.example.test",
        ["Vault__KeyDirectory"] = keys,
        ["Vault__KeyCacheLife"] = "00:00:00",
    };
}
