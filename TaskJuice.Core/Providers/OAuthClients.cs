using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>The OAuth clients configured under <c>OAuth:Clients:{slug}</c>. Without one, an app cannot be connected by OAuth.</summary>
public sealed class OAuthClients
{
    private readonly Dictionary<string, OAuthClient> _bySlug;

    /// <summary>Reads <c>ClientId</c>, <c>ClientSecret</c> and <c>SecretExpiresOn</c> of every app.</summary>
    /// <exception cref="OptionsValidationException">A client is incomplete, or a date is invalid; the message contains the key.</exception>
    public OAuthClients(IConfiguration configuration) =>
        _bySlug = configuration.GetSection("OAuth:Clients").GetChildren()
            .Select(section => (Slug: section.Key, Client: Read(section)))
            .Where(entry => entry.Client is not null)
            .ToDictionary(entry => entry.Slug, entry => entry.Client!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The shared client of this app, or null when none is configured.</summary>
    public OAuthClient? For(App app) => _bySlug.GetValueOrDefault(app.Slug);

    /// <summary>True when this method can be used: an OAuth method requires a client.</summary>
    public bool Opens(App app, AuthMethod method) => method is not OAuthMethod || For(app) is not null;

    /// <summary>True when the app has auth methods and none of them can be used.</summary>
    public bool Lacks(App app) => app.Methods.Count > 0 && !app.Methods.Any(method => Opens(app, method));

    /// <summary>The settings required for the app's client.</summary>
    public static IReadOnlyList<string> SettingsOf(App app) =>
        [$"OAuth:Clients:{app.Slug}:ClientId", $"OAuth:Clients:{app.Slug}:ClientSecret"];

    private static OAuthClient? Read(IConfigurationSection section)
    {
        var id = section["ClientId"]?.Trim() ?? "";
        var secret = section["ClientSecret"]?.Trim() ?? "";
        return (id, secret) switch
        {
            ("", "") => null,
            ("", _) => throw Incomplete(section, "ClientId", "ClientSecret"),
            (_, "") => throw Incomplete(section, "ClientSecret", "ClientId"),
            _ => new OAuthClient(OAuthClient.Shared, id, new Secret(secret)) { SecretExpiresAt = End(section) },
        };
    }

    // The secret is assumed to expire at the start of its last day in UTC, the earliest that the date can mean for most providers.
    private static DateTimeOffset? End(IConfigurationSection section) =>
        section["SecretExpiresOn"]?.Trim() is not { Length: > 0 } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(day, TimeOnly.MinValue, TimeSpan.Zero)
        : throw new OptionsValidationException("OAuth", typeof(OAuthClients), [
            $"{section.Path}:SecretExpiresOn must be the date on which the client secret expires, such as 2027-03-31.",
        ]);

    private static OptionsValidationException Incomplete(IConfigurationSection section, string missing, string present) =>
        new("OAuth", typeof(OAuthClients), [
            $"{section.Path}:{missing} is missing although {section.Path}:{present} is set. Set both, or neither.",
        ]);
}
