using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>
/// The address under which browsers and providers reach the product, from <c>Web:PublicUrl</c>. Redirect URIs are built from it and
/// never from a request's Host header, which an attacker may choose.
/// </summary>
public sealed class PublicUrl
{
    private readonly Uri _base;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="OptionsValidationException">The address is missing or is not an absolute http or https address without path.</exception>
    public PublicUrl(IConfiguration configuration)
    {
        var text = configuration["Web:PublicUrl"];
        _base = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { AbsolutePath: "/", Query: "" }
            ? url
            : throw new OptionsValidationException("Web", typeof(PublicUrl),
                [$"Web:PublicUrl must be the address people open, such as https://app.example.com, without a path; it is \"{text}\"."]);
    }

    /// <summary>The full address of a page, for people who read it outside the product.</summary>
    /// <param name="path">Path and query, beginning with a slash.</param>
    public Uri Of(string path) => new(_base, path);

    /// <summary>Where a provider sends people back. Differs by app and client, so that one app's answer cannot be used for another.</summary>
    public Uri RedirectUri(string app, string client) => new(_base, $"oauth/callback/{app}/{client}");
}
