using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>The text of one app file and the name under which its errors are reported.</summary>
internal sealed partial record AppFile(string Name, string Slug, string Text)
{
    private const long LongestFile = 256 * 1024;

    /// <summary>The app files compiled into this assembly.</summary>
    public static IEnumerable<AppFile> Embedded()
    {
        var assembly = typeof(AppFile).Assembly;
        var apps = assembly.GetManifestResourceNames().Where(name => name.StartsWith("Apps/", StringComparison.Ordinal));
        foreach (var name in apps.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new AppFile(name, Path.GetFileNameWithoutExtension(name), reader.ReadToEnd());
        }
    }

    /// <summary>The app files in the operator's directory; none when it is not configured. Names with a leading dot are ignored.</summary>
    public static IReadOnlyList<AppFile> In(string? directory, string root, List<CatalogError> errors)
    {
        if (string.IsNullOrWhiteSpace(directory))
            return [];

        var path = Path.Combine(root, directory);
        if (Directory.Exists(path))
            return [.. Directory.GetFiles(path).Order(StringComparer.Ordinal).Select(file => Open(file, errors)).OfType<AppFile>()];

        errors.Add(
            new CatalogError(path, 0, "Catalog:Directory", "names a directory that does not exist; create it or remove the setting."));
        return [];
    }

    private static AppFile? Open(string path, List<CatalogError> errors)
    {
        var name = Path.GetFileName(path);
        if (name.StartsWith('.') || Path.GetExtension(name) is not (".yaml" or ".yml"))
            return null;

        var slug = Path.GetFileNameWithoutExtension(name);
        var problem = Path.GetExtension(name) == ".yml" ? "App files end in .yaml; rename it."
            : !SlugForm().IsMatch(slug)
                ? "The name before .yaml becomes part of addresses: use 1 to 40 of a-z, 0-9 and single hyphens, "
                    + "starting with a letter or digit."
            : new FileInfo(path).Length > LongestFile ? $"The file is larger than {LongestFile / 1024} KB."
            : null;
        if (problem is null)
            return new AppFile(path, slug, File.ReadAllText(path));

        errors.Add(new CatalogError(path, 0, "", problem));
        return null;
    }

    [GeneratedRegex(@"\A(?=.{1,40}\z)[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex SlugForm();
}
