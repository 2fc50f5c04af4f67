using TaskJuice.Core.Catalog;

namespace TaskJuice.Tests.Catalog;

/// <summary>A directory of app files that is gone after the test.</summary>
internal sealed class OperatorDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("taskjuice-apps-").FullName;

    public OperatorDirectory Add(string name, string text)
    {
        File.WriteAllText(Path.Combine(_path, name), text);
        return this;
    }

    public AppCatalog Load(string environment = "Production") => CatalogFixture.Load(environment, ("Catalog:Directory", _path));

    /// <summary>The errors of loading, each as <c>file:line: key: sentence</c> without the directory.</summary>
    public IReadOnlyList<string> Errors(string environment = "Production")
    {
        try
        {
            Load(environment);
            return [];
        }
        catch (CatalogException problem)
        {
            return [.. problem.Errors.Select(error => error.ToString().Replace(_path + Path.DirectorySeparatorChar, ""))];
        }
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
