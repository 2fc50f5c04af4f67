using System.Text;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Talks to token endpoints (RFC 6749 section 3.2). Never retries: a second use of a code or of a rotated refresh token can end the grant.
/// </summary>
public sealed class TokenEndpoint
{
    private readonly ProviderHttp _http;
    private readonly TimeProvider _clock;

    internal TokenEndpoint(ProviderHttp http, TimeProvider clock) => (_http, _clock) = (http, clock);

    /// <summary>Exchanges an authorization code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5).</summary>
    /// <param name="request">Whose tokens, and by which client.</param>
    /// <param name="code">The code as it came back.</param>
    /// <param name="verifier">The verifier of the flow; not sent when the app's file switches PKCE off.</param>
    /// <param name="redirectUri">The one of the authorization request, byte for byte.</param>
    /// <param name="stop">Heeded until the request leaves; after that the call ends by itself within 15 seconds.</param>
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

    /// <summary>Gets a new access token for a refresh token (RFC 6749 section 6).</summary>
    /// <param name="request">Whose tokens, and by which client.</param>
    /// <param name="refreshToken">The refresh token in force.</param>
    /// <param name="stop">Heeded until the request leaves; after that the call ends by itself within 15 seconds.</param>
    public Task<TokenResult> RefreshAsync(TokenRequest request, Secret refreshToken, CancellationToken stop) =>
        SendAsync(
            request,
            TokenGrant.Refresh,
            new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken.Reveal() },
            stop);

    /// <summary>Reads a success reply that was stored first, see <see cref="TokenRequest.Received"/>.</summary>
    /// <param name="method">The OAuth method by which it was asked for.</param>
    /// <param name="grant">What was exchanged.</param>
    /// <param name="body">The reply.</param>
    /// <param name="sentAt">The moment before the request was sent, from which lifetimes count.</param>
    public static TokenResult Read(OAuthMethod method, TokenGrant grant, Secret body, DateTimeOffset sentAt) =>
        TokenReplyReader.Read(method, grant, 200, Encoding.UTF8.GetBytes(body.Reveal()), sentAt);

    private async Task<TokenResult> SendAsync(
        TokenRequest request, TokenGrant grant, Dictionary<string, string> parameters, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var span = Telemetry.Source.StartActivity("provider.token");
        span?.SetTag("app", request.App.Slug).SetTag("method", request.Method.Key).SetTag("grant", grant.ToString().ToLowerInvariant());
        var result = await AskAsync(request, grant, parameters);
        span?.SetTag("outcome", Outcome.Of(result));
        return result;
    }

    private async Task<TokenResult> AskAsync(TokenRequest request, TokenGrant grant, Dictionary<string, string> parameters)
    {
        foreach (var (name, value) in request.Method.TokenParameters)
            parameters.TryAdd(name, value);

        HttpRequestMessage message;
        try
        {
            message = TokenMessage.Post(request, request.Method.TokenUrl, parameters);
        }
        catch (EgressRefusedException refused)
        {
            return new TokenResult.Misconfigured(refused.Message);
        }

        using (message)
        {
            var sentAt = _clock.GetUtcNow();
            // From here on nobody may interrupt: a reply that is not read is a refresh token that is lost.
            var result = await ResultAsync(request, grant, await _http.SendAsync(message, CancellationToken.None), sentAt);
            return result is TokenResult.Refused { Certain: false, Error: var error } && Echoes(parameters, error)
                ? new TokenResult.Refused(TokenError.Unnamed) { Certain = false }
                : result;
        }
    }

    // Error codes are logged, so one that repeats what we sent must not count as a code.
    private static bool Echoes(Dictionary<string, string> parameters, string error) =>
        parameters.Any(parameter => parameter.Key != "grant_type" && error.Contains(parameter.Value, StringComparison.OrdinalIgnoreCase));

    private static async Task<TokenResult> ResultAsync(
        TokenRequest request, TokenGrant grant, ProviderReply reply, DateTimeOffset sentAt)
    {
        switch (reply)
        {
            case ProviderReply.NotSent { Reason: var reason }:
                return new TokenResult.Unavailable(reason);
            case ProviderReply.Forbidden { Reason: var reason }:
                return new TokenResult.Misconfigured(reason);
            case ProviderReply.Lost { Reason: var reason }:
                return new TokenResult.Uncertain(reason);
            case ProviderReply.Unreadable { Status: >= 500, Reason: var reason }:
                return new TokenResult.Unavailable(reason);
            case ProviderReply.Unreadable { Status: 429, RetryAfter: var wait }:
                return new TokenResult.Throttled(wait);
            case ProviderReply.Unreadable { Reason: var reason }:
                return new TokenResult.Nonsense(reason);
        }

        var answer = (ProviderReply.Answer)reply;
        if (answer.Status == 429)
            return new TokenResult.Throttled(answer.RetryAfter);

        if (answer.Success && request.Received is { } received)
            await received(new Secret(Encoding.UTF8.GetString(answer.Body)));

        return TokenReplyReader.Read(request.Method, grant, answer.Status, answer.Body, sentAt);
    }
}
