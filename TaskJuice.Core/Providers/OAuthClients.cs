using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>The OAuth clients the operator configured under <c>OAuth:Clients:{slug}</c>. An app without one cannot be connected by OAuth.</summary>
public sealed class OAuthClients
{
    private readonly Dictionary<string, OAuthClient> _bySlug;

    /// <summary>Reads <c>ClientId</c> and <c>ClientSecret</c> of every app.</summary>
    /// <exception cref="OptionsValidationException">A client is configured by half; the message names the missing key.</exception>
    public OAuthClients(IConfiguration configuration) =>
        _bySlug = configuration.GetSection("OAuth:Clients").GetChildren()
            .Select(section => (Slug: section.Key, Client: Read(section)))
            .Where(entry => entry.Client is not null)
            .ToDictionary(entry => entry.Slug, entry => entry.Client!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The shared client of this app, or null when none is configured.</summary>
    public OAuthClient? For(App app) => _bySlug.GetValueOrDefault(app.Slug);

    private static OAuthClient? Read(IConfigurationSection section)
    {
        var id = section["ClientId"]?.Trim() ?? "";
        var secret = section["ClientSecret"]?.Trim() ?? "";
        return (id, secret) switch
        {
            ("", "") => null,
            ("", _) => throw Incomplete(section, "ClientId", "ClientSecret"),
            (_, "") => throw Incomplete(section, "ClientSecret", "ClientId"),
            _ => new OAuthClient(OAuthClient.Shared, id, new Secret(secret)),
        };
    }

    private static OptionsValidationException Incomplete(IConfigurationSection section, string missing, string present) =>
        new("OAuth", typeof(OAuthClients), [$"{section.Path}:{missing} is missing although {section.Path}:{present} is set. Set both, or neither."]);
}
