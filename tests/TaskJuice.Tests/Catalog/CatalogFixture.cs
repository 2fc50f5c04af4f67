using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Tests.Catalog;

/// <summary>Loads the catalog the way a host does.</summary>
internal static class CatalogFixture
{
    private static readonly Lazy<AppCatalog> Shown = new(() => Load("Development", ("services:fake-provider:http:0", "http://localhost:5090")));

    /// <summary>What a developer sees, the sandbox apps included. Loaded once, because it never changes.</summary>
    public static AppCatalog Development() => Shown.Value;

    public static AppCatalog Load(string environment, params (string Key, string? Value)[] settings) => AppCatalog.Load(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => pair.Value)).Build(),
        new Host(environment));

    private sealed class Host(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
