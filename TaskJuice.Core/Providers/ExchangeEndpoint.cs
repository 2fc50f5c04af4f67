using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>A pasted credential that is exchanged for a token.</summary>
/// <param name="App">The app; its hosts limit where the credential travels.</param>
/// <param name="Method">The method; it has an exchange.</param>
/// <param name="Settings">Readable values of the connection.</param>
/// <param name="Credential">What was pasted, by field.</param>
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

    /// <summary>Asks once.</summary>
    /// <param name="request">Whose credential.</param>
    /// <returns>
    /// <see cref="TokenResult.Refused"/> also where the provider does not accept the client: a person pasted it, and only a person can fix it.
    /// </returns>
    public async Task<TokenResult> IssueAsync(ExchangeRequest request)
    {
        using var span = Telemetry.Source.StartActivity("provider.token");
        span?.SetTag("app", request.App.Slug).SetTag("method", request.Method.Key).SetTag("grant", "exchange");
        var result = Blame(await AskAsync(request));
        span?.SetTag("outcome", result.Outcome);
        return result;
    }

    /// <summary>Reads a success reply that was stored first.</summary>
    /// <param name="method">The method by which it was asked for.</param>
    /// <param name="body">The reply.</param>
    /// <param name="sentAt">The moment before the request was sent.</param>
    public static TokenResult Read(ApiKeyMethod method, Secret body, DateTimeOffset sentAt) =>
        TokenReplyReader.Read(TokenReading.Of(method.Exchange!), 200, body.Reveal(), sentAt);

    private Task<TokenResult> AskAsync(ExchangeRequest request) => _call.SendAsync(
        () => ExchangeMessage.Post(request, _clock.GetUtcNow()),
        TokenReading.Of(request.Exchange),
        [.. request.Method.Credentials.Where(field => field.Secret && request.Credential.ContainsKey(field.Key)).Select(field => request.Credential[field.Key])],
        request.Received);

    // A login answers 401 without a code that any standard knows.
    private static TokenResult Blame(TokenResult result) => result switch
    {
        TokenResult.ClientRefused { Error: var error } => new TokenResult.Refused(error),
        TokenResult.Refused { Error: "status_401" } refused => refused with { Certain = true },
        _ => result,
    };
}
