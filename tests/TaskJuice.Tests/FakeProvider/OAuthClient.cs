using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

/// <summary>What a client of the provider does, one request at a time.</summary>
public sealed class OAuthClient(HttpClient http, string id)
{
    public const string Secret = "a secret: with % and +";
    public const string RedirectUri = "http://localhost:5999/callback";
    public const string State = "state-that-must-stay-private";

    private readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string Id => id;

    public string Verifier => _verifier;

    public string AuthorizeUrl(params (string Name, string? Value)[] changes)
    {
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = id,
            ["response_type"] = "code",
            ["redirect_uri"] = RedirectUri,
            ["scope"] = "read write",
            ["state"] = State,
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            parameters[name] = value;
        return QueryHelpers.AddQueryString("/oauth/authorize", parameters);
    }

    public async Task<Dictionary<string, string>> AnswerAsync(Visitor visitor, params (string Name, string? Value)[] changes)
    {
        var answer = await visitor.GetAsync(AuthorizeUrl(changes));
        Assert.StartsWith(RedirectUri, answer.Location);
        return answer.Answer;
    }

    /// <summary>Tokens, by way of a consent that shows no page; the client's knobs must approve.</summary>
    public async Task<Tokens> ConnectAsync()
    {
        using var visitor = new Visitor(http.BaseAddress!);
        var answer = await AnswerAsync(visitor);
        using var response = await ExchangeAsync(answer["code"]);
        return await Tokens.ReadAsync(response);
    }

    public Task<HttpResponseMessage> ExchangeAsync(string code, string? verifier = null) => TokenAsync(new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = RedirectUri,
        ["code_verifier"] = verifier ?? _verifier,
    });

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken, CancellationToken stop = default) => TokenAsync(new()
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = refreshToken,
    }, stop);

    public Task<HttpResponseMessage> RevokeAsync(string token) => http.PostAsync("/oauth/revoke", Form(new() { ["token"] = token }));

    public async Task<HttpResponseMessage> RefreshWithBasicAsync(string refreshToken)
    {
        var pair = $"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(Secret)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", refreshToken)]),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return await http.SendAsync(request);
    }

    public Task<HttpResponseMessage> CallAsync(string path, string accessToken) => CallAsync(path, new AuthenticationHeaderValue("Bearer", accessToken));

    public async Task<HttpResponseMessage> CallAsync(string path, AuthenticationHeaderValue authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = authorization;
        return await http.SendAsync(request);
    }

    private Task<HttpResponseMessage> TokenAsync(Dictionary<string, string> parameters, CancellationToken stop = default) =>
        http.PostAsync("/oauth/token", Form(parameters), stop);

    private FormUrlEncodedContent Form(Dictionary<string, string> parameters) =>
        new([.. parameters, new("client_id", id), new("client_secret", Secret)]);
}

public sealed record Tokens(string Access, string? Refresh, JsonElement Reply)
{
    public static async Task<Tokens> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new Tokens(
            reply.GetProperty("access_token").GetString()!,
            reply.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null,
            reply);
    }
}
