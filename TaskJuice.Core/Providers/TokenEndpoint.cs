using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Calls token endpoints (RFC 6749 section 3.2). Never retries: using a code or a rotated refresh token twice can end the grant.
/// </summary>
public sealed class TokenEndpoint
{
    private static readonly string[] Secrets = ["code", "code_verifier", "refresh_token"];

    private readonly TokenCall _call;

    internal TokenEndpoint(ProviderHttp http, TimeProvider clock) => _call = new(http, clock);

    /// <summary>Exchanges an authorization code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5).</summary>
    /// <param name="request">The connection's app, method and client.</param>
    /// <param name="code">The code as received.</param>
    /// <param name="verifier">The PKCE verifier; not sent when the app's file disables PKCE.</param>
    /// <param name="redirectUri">The redirect URI of the authorization request, unchanged.</param>
    /// <param name="stop">Observed until the request is sent; after that, the call completes within two minutes.</param>
    public Task<TokenResult> ExchangeAsync(
        TokenRequest request, string code, Secret verifier, Uri redirectUri, CancellationToken stop)
    {
        var parameters = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirectUri.AbsoluteUri,
        };
        if (request.Method.Pkce)
            parameters["code_verifier"] = verifier.Reveal();

        return SendAsync(request, TokenGrant.Code, parameters, stop);
    }

    /// <summary>Obtains a new access token with a refresh token (RFC 6749 section 6).</summary>
    /// <param name="request">The connection's app, method and client.</param>
    /// <param name="refreshToken">The current refresh token.</param>
    /// <param name="stop">Observed until the request is sent; after that, the call completes within two minutes.</param>
    public Task<TokenResult> RefreshAsync(TokenRequest request, Secret refreshToken, CancellationToken stop) =>
        SendAsync(
            request,
            TokenGrant.Refresh,
            new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken.Reveal() },
            stop);

    /// <summary>Parses a success reply that was stored before, see <see cref="TokenRequest.Received"/>.</summary>
    /// <param name="method">The OAuth method used for the request.</param>
    /// <param name="grant">What was exchanged.</param>
    /// <param name="body">The reply.</param>
    /// <param name="sentAt">The time just before the request was sent, from which lifetimes count.</param>
    public static TokenResult Read(OAuthMethod method, TokenGrant grant, Secret body, DateTimeOffset sentAt) =>
        TokenReplyReader.Read(TokenReading.Of(method, grant), 200, body.Reveal(), sentAt);

    private async Task<TokenResult> SendAsync(
        TokenRequest request, TokenGrant grant, Dictionary<string, string> parameters, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var span = Telemetry.Source.StartActivity("provider.token");
        span?.SetTag("app", request.App.Slug).SetTag("method", request.Method.Key).SetTag("grant", grant.ToString().ToLowerInvariant());
        var result = await AskAsync(request, grant, parameters);
        span?.SetTag("outcome", result.Outcome);
        return result;
    }

    private async Task<TokenResult> AskAsync(TokenRequest request, TokenGrant grant, Dictionary<string, string> parameters)
    {
        foreach (var (name, value) in request.Method.TokenParameters)
            parameters.TryAdd(name, value);

        Secret[] secrets = [request.Client.Secret, .. Secrets.Where(parameters.ContainsKey).Select(name => new Secret(parameters[name]))];
        return await _call.SendAsync(
            () => TokenMessage.Post(request, request.Method.TokenUrl, parameters),
            TokenReading.Of(request.Method, grant), secrets, request.Received);
    }
}
