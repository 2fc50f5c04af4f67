using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>The address at which a person consents (RFC 6749 section 4.1.1).</summary>
/// <param name="App">The app; the address must be on one of its hosts.</param>
/// <param name="Method">The OAuth method of that app.</param>
/// <param name="Client">The OAuth client.</param>
/// <param name="Settings">Values for the URL template, such as a subdomain.</param>
/// <param name="RedirectUri">The redirect URI; the token request must repeat it unchanged (RFC 6749 section 4.1.3).</param>
/// <param name="State">The opaque value returned with the response (RFC 6749 section 10.12).</param>
/// <param name="Verifier">The PKCE verifier; ignored when the app's file disables PKCE.</param>
public sealed record AuthorizationRequest(
    App App,
    OAuthMethod Method,
    OAuthClient Client,
    IReadOnlyDictionary<string, string> Settings,
    Uri RedirectUri,
    Secret State,
    Secret Verifier)
{
    /// <summary>The scopes to request; by default those of the method.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = Method.Scopes;

    /// <summary>Builds the address. It contains the state: never log it.</summary>
    /// <exception cref="EgressRefusedException">The filled template is not on one of the app's hosts.</exception>
    public Uri Build()
    {
        var url = Destination.For(App, Method.AuthorizeUrl, Settings).AbsoluteUri;
        var query = string.Join('&', Parameters().Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        // Some providers use a client-side route, whose query begins after the "#".
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

        // Set last, so that an app's file cannot override the parameters that protect the flow.
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
