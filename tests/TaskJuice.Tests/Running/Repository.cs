namespace TaskJuice.Tests.Running;

internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find(DirectoryInfo directory) =>
        File.Exists(Path.Combine(directory.FullName, "TaskJuice.sln")) ? directory.FullName : Find(directory.Parent!);
}
