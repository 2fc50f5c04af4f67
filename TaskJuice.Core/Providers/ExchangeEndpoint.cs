using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>A pasted credential to be exchanged for a token.</summary>
/// <param name="App">The app; its hosts limit where the credential may be sent.</param>
/// <param name="Method">The method; it defines an exchange.</param>
/// <param name="Settings">Unencrypted values of the connection.</param>
/// <param name="Credential">The pasted values, by field.</param>
public sealed record ExchangeRequest(
    App App, ApiKeyMethod Method, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, Secret> Credential)
{
    /// <inheritdoc cref="TokenRequest.Received"/>
    public Func<Secret, Task>? Received { get; init; }

    internal TokenExchange Exchange => Method.Exchange ?? throw new InvalidOperationException($"{Method.Key} has no exchange.");
}

/// <summary>Exchanges pasted credentials for short-lived tokens, see <see cref="TokenExchange"/>.</summary>
public sealed class ExchangeEndpoint
{
    private readonly TokenCall _call;
    private readonly TimeProvider _clock;

    internal ExchangeEndpoint(ProviderHttp http, TimeProvider clock)
    {
        _call = new(http, clock);
        _clock = clock;
    }

    /// <summary>Sends one request.</summary>
    /// <param name="request">The credential to exchange.</param>
    /// <returns>
    /// <see cref="TokenResult.Refused"/> also where the provider rejects the client: a person pasted it, so only a person can fix it.
    /// </returns>
    public async Task<TokenResult> IssueAsync(ExchangeRequest request)
    {
        using var span = Telemetry.Source.StartActivity("provider.token");
        span?.SetTag("app", request.App.Slug).SetTag("method", request.Method.Key).SetTag("grant", "exchange");
        var result = Blame(await AskAsync(request));
        span?.SetTag("outcome", result.Outcome);
        return result;
    }

    /// <summary>Parses a success reply that was stored before.</summary>
    /// <param name="method">The method used for the request.</param>
    /// <param name="body">The reply.</param>
    /// <param name="sentAt">The time just before the request was sent.</param>
    public static TokenResult Read(ApiKeyMethod method, Secret body, DateTimeOffset sentAt) =>
        TokenReplyReader.Read(TokenReading.Of(method.Exchange!), 200, body.Reveal(), sentAt);

    private Task<TokenResult> AskAsync(ExchangeRequest request) => _call.SendAsync(
        () => ExchangeMessage.Post(request, _clock.GetUtcNow()),
        TokenReading.Of(request.Exchange),
        [.. request.Method.Credentials.Where(field => field.Secret && request.Credential.ContainsKey(field.Key))
            .Select(field => request.Credential[field.Key])],
        request.Received);

    // A login answers 401 without a standard error code.
    private static TokenResult Blame(TokenResult result) => result switch
    {
        TokenResult.ClientRefused { Error: var error } => new TokenResult.Refused(error),
        TokenResult.Refused { Error: "status_401" } refused => refused with { Certain = true },
        _ => result,
    };
}
