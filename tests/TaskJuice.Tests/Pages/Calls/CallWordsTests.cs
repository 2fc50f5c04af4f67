using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Providers;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Connections;
using TaskJuice.Web.Pages.Shared;
using Xunit;

namespace TaskJuice.Tests.Pages.Calls;

/// <summary>What a provider did, and what people read about it: when a key is pasted, a step is tested, or a connection is checked.</summary>
public sealed partial class CallWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string ErrorReason = "Sandbox reported a problem on its side (status 500).";
    private const string Pause = "Sandbox asked us to slow down. ";
    private const string Page = "Sandbox responded with something we didn't expect, such as a web page.";
    private const string Scope = "Sandbox accepts this account, but it's missing the permission records.read.";
    private const string NotNamed = "Sandbox accepts this account, but it's missing a permission this call needs.";
    private const string Nobody = "Sandbox responded, but didn't say whose account this is, so we can't verify it.";
    private const string Unusable = "Sandbox identified the account with an ID we can't use: it's too long or isn't plain text.";
    private const string Elsewhere = "Sandbox redirected us to another address, and TaskJuice doesn't follow redirects (status 302).";

    /// <summary>What the provider's API does, what is said of a pasted key, and what is said of a connection.</summary>
    public static TheoryData<ApiKnob, string, string> Outcomes => new()
    {
        { new() { Status = 500 }, ErrorReason, ErrorReason },
        { new() { Status = 429 }, "Sandbox asked us to slow down.", "Sandbox asked us to slow down." },
        { new() { Status = 503, RetryAfter = "120" }, "Sandbox asked us to slow down.", "Sandbox asked us to slow down." },
        { new() { Status = 429, RetryAfter = "300" }, Pause + "Wait at least 5 minutes, then try again.", Pause + "Wait at least 5 minutes, then try again." },
        { new() { Status = 503, RetryAfter = "120.5" }, Pause + "Wait at least 3 minutes, then try again.", Pause + "Wait at least 3 minutes, then try again." },
        { new() { Status = 302 }, Elsewhere, Elsewhere },
        { new() { Body = "garbage" }, Page, Page },
        { new() { Body = "html" }, Page, Page },
        { new() { Body = "huge" }, "The response from Sandbox is too long to read.", "The response from Sandbox is too long to read." },
        { new() { Says = "{}" }, Nobody, Nobody },
        { new() { Says = """{"id":{"value":"acct_1"},"sub":["acct_1"]}""" }, Unusable, Unusable },
        { new() { Status = 403 }, "Sandbox refused this key (status 403). It may be the wrong key or missing a permission.", "Sandbox refused the call (status 403)." },
        { new() { Status = 404 }, "Sandbox returned status 404 instead of accepting this key.", "Sandbox refused the call (status 404)." },
        { new() { Status = 403, Says = "{}", Challenge = "Bearer error=\"insufficient_scope\", scope=\"records.read\"" }, Scope, Scope },
        { new() { Status = 403, Says = """{"error":"insufficient_scope"}""" }, NotNamed, NotNamed },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task What_is_said_follows_from_what_happened(ApiKnob knob, string ofKey, string ofConnection)
    {
        var kept = await Kept.OAuthAsync(web);
        await web.TurnAsync(new() { Api = knob });
        var pasted = (await kept.Guest.ConnectKeyAsync(kept.Step.Connect("api-key"), "Mine", "sk_sandbox_globex")).Text;
        var tested = await kept.Guest.TestStepAsync(kept.Step);
        var looked = (await kept.SendAsync("check")).Text;
        await web.TurnAsync(new());

        Assert.Contains(ofKey, pasted);
        Assert.Contains(ofConnection, tested);
        Assert.Contains(ofConnection, looked);
        Assert.DoesNotContain("didn't respond", pasted + tested + looked);
        Assert.Single(await web.ConnectionsAsync(kept.Agency.Tenant));
    }

    [Fact]
    public async Task A_refused_credential_is_called_that()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.TurnAsync(new() { Api = new() { Status = 401 } });
        var pasted = (await kept.Guest.ConnectKeyAsync(kept.Step.Connect("api-key"), "Mine", "sk_sandbox_globex")).Text;
        var tested = await kept.Guest.TestStepAsync(kept.Step);
        await web.TurnAsync(new());
        Assert.Contains("Sandbox didn't accept this key. Copy it again", pasted);
        Assert.Contains("Sandbox refused the call (status 401).", tested);
    }

    [Theory]
    [InlineData("""{"sub":"acct_other","name":"Other Ltd"}""", "Sandbox responded for a different account (Other Ltd) than the one connected here.")]
    [InlineData("""{"sub":"acct_other"}""", "Sandbox responded for a different account than the one connected here.")]
    public async Task An_answer_for_another_account_is_no_proof(string says, string sentence)
    {
        var kept = await Kept.OAuthAsync(web);
        await web.TurnAsync(new() { Api = new() { Says = says } });
        var tested = await kept.Guest.TestStepAsync(kept.Step);
        var looked = (await kept.SendAsync("check")).Text;
        await web.TurnAsync(new());

        Assert.All([tested, looked], page => Assert.Contains(sentence, page));
        Assert.DoesNotContain("The connection works.", tested + looked);
        Assert.Equal(1L, await kept.EventsAsync("checked", "other_account"));
        Assert.Contains("The provider responded for a different account.", await kept.OpenAsync());
    }

    [Fact]
    public async Task A_pause_that_is_long_is_told_in_minutes()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{kept.Id}'");
        await web.ExecuteAsync($"update refresh_leases set failures = 3, due_at = now() + interval '50 minutes', last_outcome = 'throttled', asked_at = now() where connection_id = '{kept.Id}'");
        Assert.Matches("We'll try again in (49|50) minutes", await kept.Guest.TestStepAsync(kept.Step));
    }

    [Fact]
    public async Task A_silent_provider_is_told_from_one_that_answers()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var kept = await Kept.OAuthAsync(own);
        await own.Provider.DisposeAsync();
        const string Said = "We couldn't reach Sandbox, so nothing was sent.";
        Assert.Contains(Said, (await kept.Guest.ConnectKeyAsync(kept.Step.Connect("api-key"), "Mine", "sk_sandbox_globex")).Text);
        Assert.Contains(Said, await kept.Guest.TestStepAsync(kept.Step));
    }

    [Fact]
    public async Task A_refused_client_is_not_told_as_an_account_that_is_fine()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update refresh_leases set last_outcome = null where connection_id <> '{kept.Id}'");
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{kept.Id}'");
        await web.TurnAsync(new() { Token = new() { Status = 401, Error = "invalid_client" } });
        var tested = await kept.Guest.TestStepAsync(kept.Step);
        var looked = (await kept.SendAsync("check")).Text;
        await web.TurnAsync(new());
        await web.ExecuteAsync("delete from open_circuits");

        Assert.All([tested, looked], page => Assert.Contains("Sandbox doesn't accept the OAuth client TaskJuice uses to renew it. Reconnecting won't help", page));
        Assert.Equal(1L, await kept.EventsAsync("checked", "client_refused"));
        Assert.Contains("The provider didn't accept the OAuth client.", await kept.OpenAsync());
    }

    [Fact]
    public async Task A_place_that_may_not_be_called_is_named_in_the_log_and_to_administrators_only()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var agency = await own.OpenAgencyAsync();
        var place = own.Provider.Http.BaseAddress!.Authority;
        var owner = await own.OnNewHostAsync(await own.SignInAsync(agency), ("Egress:Allow:0", "somewhere.test:1"));
        var step = await owner.AddStepAsync(agency.Slug);

        var toOwner = (await owner.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_acme", ("f.unchecked", "true"))).Text;
        Assert.Contains($"Nothing was sent to Sandbox, because TaskJuice isn't allowed to call {place}.", toOwner);
        Assert.DoesNotContain("Save without checking", toOwner);

        var colleague = await own.OnNewHostAsync(await own.SignInAsync(await own.AddColleagueAsync(agency)), ("Egress:Allow:0", "somewhere.test:1"));
        var toColleague = (await colleague.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_acme")).Text;
        Assert.Contains("Nothing was sent to Sandbox, because TaskJuice isn't allowed to call this address.", toColleague);
        Assert.DoesNotContain(place, toColleague);

        var byOAuth = await owner.ResultAsync(await owner.ConnectAsync(step.Connect("oauth")));
        Assert.Contains("We didn't contact Sandbox", byOAuth);
        Assert.Contains($"isn't allowed to call {place}", byOAuth);
        Assert.DoesNotContain("isn't set up correctly", byOAuth);
        Assert.Empty(await own.ConnectionsAsync(agency.Tenant));
        Assert.Contains(own.Leaks.Logged, line => line.Contains($"Nothing was sent to {place}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_failure_has_words_of_its_own_that_claim_no_more_than_happened()
    {
        using var scope = web.Services.CreateScope();
        var words = scope.ServiceProvider.GetRequiredService<CallWords>();
        var said = Enum.GetValues<FailureKind>().ToDictionary(kind => kind, kind => words.Why(new(kind) { Status = 500 }, "Acme"));
        Assert.Equal(said.Count, said.Values.Distinct().Count());
        foreach (var (kind, sentence) in said)
        {
            var left = kind >= FailureKind.NoAnswer;
            Assert.Equal(!left, sentence.Contains("othing was sent", StringComparison.Ordinal));
            Assert.Equal(kind == FailureKind.NoAnswer, sentence.Contains("didn't respond", StringComparison.Ordinal));
            Assert.Equal(new CallFailure(kind).HasAnswered, Answered().IsMatch(sentence));
        }
    }

    [GeneratedRegex("^(Acme (responded|reported|returned|redirected|identified|approved|asked)\\b|The response from Acme )")]
    private static partial Regex Answered();
}
