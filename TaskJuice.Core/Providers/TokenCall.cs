using System.Text;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>One request for tokens, once, and what its answer means.</summary>
internal sealed class TokenCall(ProviderHttp http, TimeProvider clock)
{
    /// <summary>Sends and reads.</summary>
    /// <param name="message">The request.</param>
    /// <param name="reading">How its reply is read.</param>
    /// <param name="sent">Values in it that no error code may repeat, because error codes are logged.</param>
    /// <param name="received">See <see cref="TokenRequest.Received"/>.</param>
    public async Task<TokenResult> SendAsync(HttpRequestMessage message, TokenReading reading, IEnumerable<string> sent, Func<Secret, Task>? received)
    {
        var sentAt = clock.GetUtcNow();
        // From here on nobody may interrupt: a reply that is not read is a refresh token that is lost.
        var result = await ResultAsync(await http.SendAsync(message, CancellationToken.None, ProviderHttp.TokenLimit), reading, received, sentAt);
        return result is TokenResult.Refused { Certain: false, Error: var error } && sent.Any(value => error.Contains(value, StringComparison.OrdinalIgnoreCase))
            ? new TokenResult.Refused(TokenError.Unnamed) { Certain = false }
            : result;
    }

    private static async Task<TokenResult> ResultAsync(ProviderReply reply, TokenReading reading, Func<Secret, Task>? received, DateTimeOffset sentAt)
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

        if (answer.Success && received is not null)
            await received(new Secret(Encoding.UTF8.GetString(answer.Body)));

        return TokenReplyReader.Read(reading, answer.Status, answer.Body, sentAt);
    }
}
