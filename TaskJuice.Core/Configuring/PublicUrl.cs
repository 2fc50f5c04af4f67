using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace TaskJuice.Core.Configuring;

/// <summary>
/// The address under which browsers and providers reach the product, from <c>Web:PublicUrl</c>. Redirect URIs are built from it and
/// never from a request's Host header, which an attacker may choose.
/// </summary>
public sealed class PublicUrl : IValidatableObject
{
    /// <summary>An absolute http or https address without path.</summary>
    [ConfigurationKeyName("PublicUrl")]
    public string Address { get; init; } = "";

    /// <summary>The full address of a page, for people who read it outside the product.</summary>
    /// <param name="path">Path and query, beginning with a slash.</param>
    public Uri Of(string path) => new(new Uri(Address), path);

    /// <summary>Where a provider sends people back. Differs by app and client, so that one app's answer cannot be used for another.</summary>
    public Uri RedirectUri(string app, string client) => Of($"/oauth/callback/{app}/{client}");

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Uri.TryCreate(Address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { AbsolutePath: "/", Query: "" }))
            yield return new($"Web:PublicUrl must be the address people open, such as https://app.example.com, without a path; it is \"{Address}\".");
    }
}
