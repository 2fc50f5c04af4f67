using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

/// <summary>A value of a token reply that a later call needs, in every place of that call.</summary>
public sealed class KeptValueInCallsTests : ProviderCalls
{
    [Theory]
    [InlineData("header", null)]
    [InlineData("header", "é")]
    [InlineData("basic", null)]
    [InlineData("basic", "a:b")]
    [InlineData("query", null)]
    [InlineData("body", null)]
    [InlineData("path", null)]
    [InlineData("path", "..")]
    public async Task A_kept_value_that_cannot_travel_is_none_that_was_typed(string place, string? value)
    {
        var send = place switch
        {
            "header" => new RequestAuth { Headers = new Dictionary<string, string> { ["X-Team"] = "{team}" } },
            "basic" => new RequestAuth { Basic = new BasicAuth("{team}", "{access_token}") },
            "query" => new RequestAuth { Query = new Dictionary<string, string> { ["team"] = "{team}" } },
            _ => new RequestAuth(),
        };
        var probe = new Probe { Url = $"{Provider.Address}{(place == "path" ? "{team}/me" : "me")}", Verb = "POST", Body = place == "body" ? """{"team":"{team}"}""" : "{}", Id = "id" };
        var kept = OAuth() with { Send = send, Probe = probe, Reply = new TokenReply { Keep = new Dictionary<string, string> { ["team"] = "team.id" } } };
        var typed = kept with { Reply = new TokenReply() };
        var settings = value is null ? new Dictionary<string, string>() : new() { ["team"] = value };
        Dictionary<string, Secret> credential = new() { ["access_token"] = new("at") };

        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.KeptUnusable)), await Api.ProbeAsync(AppWith(kept), kept, settings, credential, Stop));
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.ValueUnfit)), await Api.ProbeAsync(AppWith(typed), typed, settings, credential, Stop));
        Assert.Empty(Provider.Seen);
    }
}
