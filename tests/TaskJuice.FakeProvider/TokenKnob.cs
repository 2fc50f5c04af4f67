using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>What goes wrong at the token endpoint.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenKnob
{
    /// <summary>Milliseconds waited before any work is done; a client that gives up meanwhile has lost nothing.</summary>
    public int DelayMs { get; init; }

    /// <summary>Milliseconds waited after the work is done and before the answer is sent.</summary>
    public int AnswerDelayMs { get; init; }

    /// <summary>Status answered without doing the work.</summary>
    public int? Status { get; init; }

    /// <summary>Error code answered without doing the work; the status is 400 unless stated.</summary>
    public string? Error { get; init; }

    /// <summary>Seconds or an HTTP date for <c>Retry-After</c>; without a status it makes a 429.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>
    /// <c>garbage</c>, <c>html</c>, <c>ok-with-error</c> and <c>huge</c> take the place of the work;
    /// <c>form</c>, <c>bom</c>, <c>gzip</c>, <c>latin1</c> and <c>slow-drip</c> do the work and disfigure the true answer.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>Values put into the true answer in place of its own, whatever they are.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Put { get; init; }

    /// <summary>How many of the next calls are affected; all when absent.</summary>
    public int? Times { get; init; }

    /// <summary>Do the work, then cut the connection.</summary>
    public bool DropAfterCommit { get; init; }

    /// <summary><c>authorization_code</c> or <c>refresh_token</c>: the only grant type affected.</summary>
    public string? Only { get; init; }
}
