using System.Diagnostics.CodeAnalysis;

namespace TaskJuice.Core.Catalog;

/// <summary>Every app that can be connected. Built once at start; a broken file stops the start.</summary>
public sealed class AppCatalog(IEnumerable<App> apps)
{
    private readonly Dictionary<string, App> _bySlug = apps.ToDictionary(app => app.Slug);

    /// <summary>All apps by name.</summary>
    public IReadOnlyList<App> Apps => [.. _bySlug.Values.OrderBy(app => app.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Finds the app with this slug.</summary>
    public bool TryFind(string slug, [NotNullWhen(true)] out App? app) => _bySlug.TryGetValue(slug, out app);

    /// <summary>The app with this slug, or null when the catalog does not carry it (any more).</summary>
    public App? Find(string slug) => _bySlug.GetValueOrDefault(slug);
}
