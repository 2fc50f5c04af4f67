using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace TaskJuice.Core.Configuring;

/// <summary>
/// The address at which browsers and providers reach the product, from <c>Web:PublicUrl</c>. Redirect URIs are built from it and never from
/// a request's Host header, which an attacker may control.
/// </summary>
public sealed class PublicUrl : IValidatableObject
{
    /// <summary>An absolute http or https address without a path.</summary>
    [ConfigurationKeyName("PublicUrl")]
    public string Address { get; init; } = "";

    /// <summary>The absolute address of a page, for use outside the product.</summary>
    /// <param name="path">Path and query, beginning with a slash.</param>
    public Uri Of(string path) => new(new Uri(Address), path);

    /// <summary>The redirect URI, distinct per app and client, so that one app's response cannot be used for another.</summary>
    public Uri RedirectUri(string app, string client) => Of($"/oauth/callback/{app}/{client}");

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Uri.TryCreate(Address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url is { AbsolutePath: "/", Query: "" }))
            yield return new(
                $"Web:PublicUrl must be the address people open, such as https://app.example.com, without a path; it is \"{Address}\".");
    }
}
