namespace TaskJuice.BrowserTests;

/// <summary>The system's own Chromium; nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // No name resolves but this machine's, so a page that asks for anything else fails even where there is a network.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    ];

    public static Task<IBrowser> StartAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = Arguments });

    private static string Find() =>
        Names.SelectMany(name => Directories().Select(directory => Path.Combine(directory, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"None of {string.Join(", ", Names)} is on PATH. On Debian or Ubuntu: apt-get install chromium");

    private static string[] Directories() => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
}
