using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>What goes wrong at <c>/userinfo</c> and the API. Calls with an API key obey the knobs of the default client.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApiKnob
{
    public int? Status { get; init; }

    public int DelayMs { get; init; }

    /// <summary><c>garbage</c>, <c>html</c>, <c>ok-with-error</c> or <c>huge</c>.</summary>
    public string? Body { get; init; }

    /// <summary>How many of the next calls are affected; all when absent.</summary>
    public int? Times { get; init; }
}
