using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>Faults of the token endpoint.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenKnob
{
    /// <summary>Delay in milliseconds before any work is done; a client that gives up meanwhile has lost nothing.</summary>
    public int DelayMs { get; init; }

    /// <summary>Delay in milliseconds after the work is done and before the response is sent.</summary>
    public int AnswerDelayMs { get; init; }

    /// <summary>A status to return without doing the work.</summary>
    public int? Status { get; init; }

    /// <summary>An error code to return without doing the work; the status is 400 unless set.</summary>
    public string? Error { get; init; }

    /// <summary>Seconds or an HTTP date for <c>Retry-After</c>; without a status, it implies 429.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>
    /// <c>garbage</c>, <c>html</c>, <c>ok-with-error</c> and <c>huge</c> replace the work; <c>form</c>, <c>bom</c>, <c>gzip</c>,
    /// <c>latin1</c> and <c>slow-drip</c> do the work and modify its response.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>Values to set in the response of the work.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Put { get; init; }

    /// <summary>How many of the next calls are affected; all when not set.</summary>
    public int? Times { get; init; }

    /// <summary>Do the work, then close the connection without a response.</summary>
    public bool DropAfterCommit { get; init; }

    /// <summary><c>authorization_code</c> or <c>refresh_token</c>: the only grant type affected.</summary>
    public string? Only { get; init; }
}
