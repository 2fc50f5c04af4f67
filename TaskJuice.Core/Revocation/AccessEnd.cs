using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Revocation;

/// <summary>What is known about access at the provider after a disconnect.</summary>
public enum AccessEnd
{
    /// <summary>The provider said that it ended.</summary>
    Confirmed,

    /// <summary>The provider did not say so yet; it is asked again for a day.</summary>
    Retrying,

    /// <summary>Not revoked at the provider, because another connection of the account uses it.</summary>
    Shared,

    /// <summary>The provider was asked and did not say so, or a refresh under way may have brought a token nobody knows.</summary>
    Unconfirmed,

    /// <summary>The provider has no way for us to end it, as with every pasted key; only a person can, there.</summary>
    ByHandOnly,

    /// <summary>It could not be asked: the credential cannot be opened, or the app is not set up any more.</summary>
    NotAsked,

    /// <summary>It was disconnected before, so there was nothing to revoke.</summary>
    Before,
}

/// <summary>How the access to one connection's account ended; kept as the detail of its audit event.</summary>
/// <param name="End">What is known.</param>
/// <param name="App">Slug of the app.</param>
/// <param name="Method">Key of the method.</param>
public sealed record AccessNote(AccessEnd End, string App, string Method)
{
    /// <summary>The provider's page where a person ends the access or the key, or null when the catalog knows none.</summary>
    public Uri? PageIn(AppCatalog catalog) => PageOf(catalog.Find(App)?.Method(Method));

    /// <summary>The provider's page for connections made this way, or null.</summary>
    public static Uri? PageOf(AuthMethod? method) => method switch
    {
        OAuthMethod oauth => oauth.Revocation.ByHand,
        ApiKeyMethod key => key.Link,
        _ => null,
    };

    /// <summary>The note as stored in an audit event; slugs and keys hold neither blanks nor slashes.</summary>
    public override string ToString() => $"{End} {App}/{Method}";

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static AccessNote? Parse(string? detail) =>
        detail?.Split(' ', '/') is [var end, var app, var method] && Enum.TryParse<AccessEnd>(end, out var known) ? new(known, app, method) : null;
}
