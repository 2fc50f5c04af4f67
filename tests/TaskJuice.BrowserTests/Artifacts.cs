namespace TaskJuice.BrowserTests;

/// <summary>Where this suite leaves files for people to look at.</summary>
internal static class Artifacts
{
    private static readonly string Home = Path.Combine(Repository(AppContext.BaseDirectory), "artifacts");

    /// <summary>An empty directory.</summary>
    public static string Clear(params string[] path)
    {
        var directory = Path.Combine([Home, .. path]);
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        return directory;
    }

    /// <summary>A directory of the documentation.</summary>
    public static string Documentation(string name) =>
        Directory.CreateDirectory(Path.Combine(Repository(AppContext.BaseDirectory), "docs", name)).FullName;

    /// <summary>A directory of sources.</summary>
    public static string Sources(string path) => Directory.CreateDirectory(Path.Combine(Repository(AppContext.BaseDirectory), path)).FullName;

    private static string Repository(string directory) =>
        File.Exists(Path.Combine(directory, "TaskJuice.sln")) ? directory : Repository(Path.GetDirectoryName(directory)!);
}
