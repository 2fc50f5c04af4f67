using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Revokes access at the provider (RFC 7009).</summary>
public sealed class RevocationEndpoint
{
    private readonly ProviderHttp _http;

    internal RevocationEndpoint(ProviderHttp http) => _http = http;

    /// <summary>
    /// Makes one best-effort attempt. Revokes the refresh token, which ends the access tokens of its grant (RFC 7009 section 2.1); where
    /// the app's file says that it does not, the access token is revoked as well. Providers also report success for unknown tokens.
    /// </summary>
    /// <returns>True when the provider reported success; false when it did not, could not be reached, or has no such endpoint.</returns>
    public async Task<bool> RevokeAsync(TokenRequest request, Secret? accessToken, Secret? refreshToken, CancellationToken stop)
    {
        if (request.Method.Revocation.Url is not { } template || (refreshToken ?? accessToken) is not { } first)
            return false;

        using var span = Telemetry.Source.StartActivity("provider.revoke");
        span?.SetTag("app", request.App.Slug).SetTag("method", request.Method.Key);
        var done = await AskAsync(request, template, first, refreshToken is null ? "access_token" : "refresh_token", stop);
        if (done && refreshToken is not null && accessToken is { } second && request.Method.Revocation.EachToken)
            done = await AskAsync(request, template, second, "access_token", stop);
        span?.SetTag("outcome", done ? "revoked" : "failed");
        return done;
    }

    private async Task<bool> AskAsync(TokenRequest request, string template, Secret token, string hint, CancellationToken stop) =>
        await _http.SendAsync(
            () => TokenMessage.Post(request, template, new() { ["token"] = token.Reveal(), ["token_type_hint"] = hint }), stop)
            is ProviderReply.Answer { Success: true };
}
