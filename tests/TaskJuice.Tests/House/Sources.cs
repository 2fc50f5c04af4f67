using TaskJuice.Tests.Running;

namespace TaskJuice.Tests.House;

/// <summary>The source files of this repository.</summary>
internal static class Sources
{
    private static readonly char Slash = Path.DirectorySeparatorChar;

    /// <summary>Path from the root and text of every source file under some folders.</summary>
    public static IEnumerable<(string Path, string Text)> Under(params string[] folders) => folders.SelectMany(folder => Files(folder, "*.cs"));

    /// <summary>Path from the root and text of every file under a folder whose name fits.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, string name) =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), name, SearchOption.AllDirectories)
        where !file.Contains($"{Slash}obj{Slash}", StringComparison.Ordinal) && !file.Contains($"{Slash}bin{Slash}", StringComparison.Ordinal)
        let path = Path.GetRelativePath(Repository.Root, file).Replace(Slash, '/')
        orderby path
        select (path, File.ReadAllText(file));
}
