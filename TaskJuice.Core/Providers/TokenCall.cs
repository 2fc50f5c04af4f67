using System.Diagnostics;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Sends one token request, once, and interprets its reply.</summary>
internal sealed class TokenCall(ProviderHttp http, TimeProvider clock)
{
    /// <summary>Sends the request and reads the reply.</summary>
    /// <param name="write">Builds the request.</param>
    /// <param name="reading">How the reply is parsed.</param>
    /// <param name="secrets">The secrets in the request: nothing kept or logged from the reply may contain one.</param>
    /// <param name="received">See <see cref="TokenRequest.Received"/>.</param>
    public async Task<TokenResult> SendAsync(
        Func<HttpRequestMessage> write, TokenReading reading, IReadOnlyList<Secret> secrets, Func<Secret, Task>? received)
    {
        var sentAt = clock.GetUtcNow();
        // Not cancellable from here on: an unread reply may be a lost refresh token.
        var result = await http.SendAsync(write, ProviderHttp.TokenLimit, CancellationToken.None) switch
        {
            ProviderReply.NotSent { Failure: var failure } => new TokenResult.Unavailable(failure),
            ProviderReply.Forbidden { Failure: var failure } => new TokenResult.Withheld(failure),
            ProviderReply.Lost { Failure: var failure, Head: var head } => await BrokenOffAsync(failure, head, reading, sentAt, received),
            ProviderReply.Answer answer => await AnsweredAsync(answer, reading, sentAt, received),
            _ => throw new UnreachableException(),
        };
        var hidden = new Redaction(secrets, null);
        return result switch
        {
            TokenResult.Refused { Certain: false, Error: var error } when hidden.Holds(error) =>
                new TokenResult.Refused(TokenError.Unnamed) { Certain = false },
            // A reply that echoes our own secret is not an access token: it would be sent to the API in place of one.
            TokenResult.Granted { Tokens: var tokens } when secrets.Any(tokens.AccessToken.Matches) =>
                new TokenResult.MalformedResponse(new(FailureKind.NoToken)) { RefreshToken = tokens.RefreshToken },
            TokenResult.Granted { Tokens: var tokens } => new TokenResult.Granted(tokens.Without(hidden)),
            _ => result,
        };
    }

    // If the relevant part arrived before the connection closed, it is the only copy there will ever be.
    private static async Task<TokenResult> BrokenOffAsync(
        CallFailure failure, ProviderReply.Answer? head, TokenReading reading, DateTimeOffset sentAt, Func<Secret, Task>? received) =>
        head is not null && Read(head, reading, sentAt) is TokenResult.Granted or TokenResult.Refused { Certain: true }
            or TokenResult.MalformedResponse { RefreshToken: not null }
            ? await AnsweredAsync(head, reading, sentAt, received)
            : new TokenResult.Uncertain(failure);

    private static async Task<TokenResult> AnsweredAsync(
        ProviderReply.Answer answer, TokenReading reading, DateTimeOffset sentAt, Func<Secret, Task>? received)
    {
        if (answer.Success && received is not null)
            await received(new Secret(Legible(answer)));

        return Read(answer, reading, sentAt) switch
        {
            // Some providers throttle with 403, which can also be a permanent refusal.
            var refusal when answer.AsksForPause
                && !(answer.Status == 403 && refusal is TokenResult.Refused { Certain: true } or TokenResult.ClientRefused) =>
                new TokenResult.Throttled(answer.RetryAfter),
            TokenResult.Throttled => new TokenResult.Throttled(answer.RetryAfter),
            TokenResult.MalformedResponse malformed when answer.Damage is { } damage =>
                malformed with { Failure = new(damage) { Status = answer.Status } },
            var unnamed when SaysNoMoreThanTheStatus(unnamed, answer.Status) && answer.Challenge is { Error: var code }
                && TokenErrors.Known(code) is { } known => TokenErrors.Result(known, answer.Status),
            var result => result,
        };
    }

    private static bool SaysNoMoreThanTheStatus(TokenResult result, int status) =>
        result is TokenResult.MalformedResponse { Failure.Kind: FailureKind.UnexpectedStatus }
            || (result is TokenResult.Refused { Certain: false, Error: var error } && error == $"status_{status}");

    private static TokenResult Read(ProviderReply.Answer answer, TokenReading reading, DateTimeOffset sentAt) =>
        TokenReplyReader.Read(reading, answer.Status, Legible(answer), sentAt);

    // The last pair of a truncated form may be incomplete.
    private static string Legible(ProviderReply.Answer answer) =>
        answer.Damage is null || answer.Text.TrimStart() is ['{' or '[', ..]
            ? answer.Text : answer.Text[..Math.Max(0, answer.Text.LastIndexOf('&'))];
}
