using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>Faults of <c>/userinfo</c> and the API. Calls with an API key use the knobs of the default client.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApiKnob
{
    public int? Status { get; init; }

    public int DelayMs { get; init; }

    /// <summary><c>garbage</c>, <c>html</c>, <c>ok-with-error</c> or <c>huge</c>.</summary>
    public string? Body { get; init; }

    /// <summary>JSON to return instead; the status is 200 unless set.</summary>
    public string? Says { get; init; }

    /// <summary>Seconds or an HTTP date for <c>Retry-After</c>.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The value of <c>WWW-Authenticate</c>.</summary>
    public string? Challenge { get; init; }

    /// <summary>How many of the next calls are affected; all when not set.</summary>
    public int? Times { get; init; }
}
