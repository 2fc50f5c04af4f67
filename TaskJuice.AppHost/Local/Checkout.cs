using System.Security.Cryptography;
using System.Text;

namespace TaskJuice.Local;

/// <summary>The repository on this machine, and where its data and its built programs are.</summary>
internal sealed record Checkout(string Root)
{
    public static Checkout Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "TaskJuice.sln")))
                return new Checkout(directory.FullName);

        throw new Problem($"TaskJuice.sln is not above {AppContext.BaseDirectory}; start the AppHost from its checkout with ./run.");
    }

    public string Data => Path.Combine(Root, ".data");

    /// <summary>Where a server's data goes that runs as a user who may not enter the checkout.</summary>
    public string DataElsewhere => $"/var/lib/taskjuice/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12]}";

    public string Project(string path) => Path.Combine(Root, path);

    /// <summary>The program that a project builds to, in the same configuration as this one.</summary>
    public string Program(string path)
    {
        var output = Path.GetRelativePath(Path.Combine(Root, "TaskJuice.AppHost"), AppContext.BaseDirectory);
        var program = Path.Combine(Root, path, output, Path.GetFileName(path) + ".dll");
        return File.Exists(program) ? program : throw new Problem($"{program} is not built; run ./run, or dotnet build TaskJuice.AppHost.");
    }
}
