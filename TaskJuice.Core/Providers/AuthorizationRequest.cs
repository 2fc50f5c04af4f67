using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>The address at the provider where a person consents (RFC 6749 section 4.1.1).</summary>
/// <param name="App">The app; the address must be on one of its hosts.</param>
/// <param name="Method">The OAuth method of that app.</param>
/// <param name="Client">The client that asks.</param>
/// <param name="Settings">Values for the URL template, such as a subdomain.</param>
/// <param name="RedirectUri">Where the answer comes; the code exchange must repeat it byte for byte (RFC 6749 section 4.1.3).</param>
/// <param name="State">The opaque value that comes back with the answer (RFC 6749 section 10.12).</param>
/// <param name="Verifier">The PKCE verifier; ignored when the app's file switches PKCE off.</param>
public sealed record AuthorizationRequest(
    App App,
    OAuthMethod Method,
    OAuthClient Client,
    IReadOnlyDictionary<string, string> Settings,
    Uri RedirectUri,
    Secret State,
    Secret Verifier)
{
    /// <summary>What is asked for; the method's scopes unless fewer or more are wanted.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = Method.Scopes;

    /// <summary>Builds the address. It carries the state: keep it out of logs.</summary>
    /// <exception cref="EgressRefusedException">The filled template leaves the app's hosts.</exception>
    public Uri Build()
    {
        var url = Destination.For(App, Method.AuthorizeUrl, Settings).AbsoluteUri;
        var query = string.Join('&', Parameters().Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        // Some providers serve the page behind a fragment; its own query begins after the "#".
        var tail = url[(url.LastIndexOf('#') + 1)..];
        var joint = !tail.Contains('?') ? "?" : tail[^1] is '?' or '&' ? "" : "&";
        return new Uri(url + joint + query);
    }

    private Dictionary<string, string> Parameters()
    {
        var parameters = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = Client.Id,
        };
        if (Scopes.Count > 0)
            parameters["scope"] = string.Join(Method.ScopeSeparator, Scopes);

        foreach (var (name, value) in Method.AuthorizeParameters)
            parameters[name] = value;

        // Last, so that no file can replace what protects the flow.
        parameters["redirect_uri"] = RedirectUri.AbsoluteUri;
        parameters["state"] = State.Reveal();
        if (Method.Pkce)
        {
            parameters["code_challenge"] = Pkce.Challenge(Verifier);
            parameters["code_challenge_method"] = "S256";
        }

        return parameters;
    }
}
