using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TaskJuice.Core.Catalog.Files;

namespace TaskJuice.Core.Catalog;

/// <summary>All apps that can be connected. Built once at startup; an invalid file prevents the process from starting.</summary>
public sealed class AppCatalog
{
    private readonly Dictionary<string, App> _bySlug;

    /// <summary>Creates a catalog of these apps and assigns each its <see cref="App.Initials"/>.</summary>
    public AppCatalog(IReadOnlyCollection<App> apps)
    {
        var initials = Initials.Of(apps);
        _bySlug = apps.ToDictionary(app => app.Slug, app => app with { Initials = initials[app.Slug] });
    }

    /// <summary>All apps, ordered by name.</summary>
    public IReadOnlyList<App> Apps => [.. _bySlug.Values.OrderBy(app => app.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The app with this slug, or null when the catalog does not contain it or no longer does.</summary>
    public App? Find(string slug) => _bySlug.GetValueOrDefault(slug);

    /// <summary>
    /// Reads the embedded apps and those in <c>Catalog:Directory</c>, where a file with the slug of an embedded app replaces it. Apps
    /// marked <c>development: true</c> are loaded only in Development, and only when the services they refer to are configured.
    /// </summary>
    /// <exception cref="CatalogException">A file is invalid or the directory does not exist. Contains all errors of all files.</exception>
    public static AppCatalog Load(IConfiguration configuration, IHostEnvironment environment)
    {
        var errors = new List<CatalogError>();
        var files = AppFile.Embedded().Concat(AppFile.In(configuration["Catalog:Directory"], environment.ContentRootPath, errors));
        var reader = new AppReader(new Services(configuration), environment.IsDevelopment(), errors);
        var apps = new Dictionary<string, App>();
        foreach (var file in files)
        {
            if (reader.Read(file) is { } app)
                apps[app.Slug] = app;
        }

        return errors.Count == 0 ? new AppCatalog(apps.Values) : throw new CatalogException(errors);
    }
}

/// <summary>Registers the catalog.</summary>
public static class AppCatalogSetup
{
    /// <summary>Loads the catalog immediately, so that an invalid file prevents startup, and registers it as a singleton.</summary>
    /// <exception cref="CatalogException">See <see cref="AppCatalog.Load"/>.</exception>
    public static IServiceCollection AddAppCatalog(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        services.AddSingleton(AppCatalog.Load(configuration, environment));
}
