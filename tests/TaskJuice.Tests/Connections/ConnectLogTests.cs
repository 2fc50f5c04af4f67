using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A failed attempt to connect leaves one line: app, method, outcome and the provider's code. Nothing that was typed or received.</summary>
public sealed class ConnectLogTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("invalid_grant", "ConsentLost", "invalid_grant")]
    [InlineData("code_expired", "CodeExpired", "code_expired")]
    [InlineData("invalid_client", "AppNotSetUp", "invalid_client")]
    [InlineData("invalid_scope", "ScopeRefused", "invalid_scope")]
    [InlineData("invalid_request", "RequestRefused", "invalid_request")]
    [InlineData("sandbox-client-secret", "ConsentLost", "unnamed_error")]
    public async Task A_refused_code(string error, string outcome, string code) =>
        await OneLineAsync(new() { AutoApprove = "acct_acme", Token = new() { Error = error } }, $"{outcome}, provider's code {code}");

    [Fact]
    public async Task A_token_endpoint_out_of_order() =>
        await OneLineAsync(new() { AutoApprove = "acct_acme", Token = new() { Status = 503 } }, "ProviderUnavailable, provider's code none");

    [Fact]
    public async Task A_refused_probe() =>
        await OneLineAsync(new() { AutoApprove = "acct_acme", Api = new() { Status = 401 } }, "TokenRefused, provider's code none");

    [Fact]
    public async Task A_choice_of_nothing() =>
        await OneLineAsync(new() { AutoApprove = "acct_initech" }, "NothingToChoose, provider's code none", "oauth-organisation");

    [Fact]
    public async Task A_save_that_breaks()
    {
        var back = await Returning.ToAsync(web);
        var before = web.Failures().Count;
        await web.ExecuteAsync("alter table connections rename to connections_away");
        try
        {
            await back.FinishAsync();
        }
        finally
        {
            await web.ExecuteAsync("alter table connections_away rename to connections");
        }

        Assert.Equal("Connecting sandbox by oauth failed: Failed, provider's code none", Assert.Single(web.Failures().Skip(before)));
    }

    [Theory]
    [InlineData(nameof(FinishResult.Unknown), "/oauth/callback/sandbox/shared?state=typed-by-somebody", "sandbox by unknown")]
    [InlineData(nameof(FinishResult.Unknown), "/oauth/callback/typed-by-somebody/shared?state=x", "unknown by unknown")]
    [InlineData(nameof(FinishResult.Doubled), "/oauth/callback/sandbox/shared?state=typed-by-somebody&state=x", "sandbox by unknown")]
    public async Task A_visit_without_an_attempt(string outcome, string address, string what)
    {
        var before = web.Failures().Count;
        await web.NewGuest().Browser.OpenAsync(address);
        Assert.Equal($"Connecting {what} failed: {outcome}, provider's code none", Assert.Single(web.Failures().Skip(before)));
    }

    [Fact]
    public async Task Another_person_or_browser()
    {
        var back = await Returning.ToAsync(web);
        var before = web.Failures().Count;
        await web.NewGuest().Browser.OpenAsync(back.Callback);
        back.Guest.Forget("__Host-tjf");
        await back.FinishAsync();
        Assert.Equal(["OtherPerson", "OtherBrowser"], web.Failures().Skip(before).Select(line => line.Split("failed: ")[1].Split(',')[0]));
    }

    [Theory]
    [InlineData("sk_sandbox_unknown", null, "Refused")]
    [InlineData("sk_sandbox_acme", 503, "Unavailable")]
    [InlineData("typed-by-somebody", null, "Invalid")]
    public async Task A_key_that_was_not_taken(string key, int? status, string outcome)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await web.TurnAsync(new() { Api = new() { Status = status } });
        var before = web.Failures().Count;
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Typed by somebody", key);
        Assert.Equal($"Connecting sandbox by api-key failed: {outcome}, provider's code none", Assert.Single(web.Failures().Skip(before)));
    }

    [Fact]
    public async Task A_connect_that_works_leaves_no_such_line()
    {
        var before = web.Failures().Count;
        var back = await Returning.ToAsync(web);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
        await back.Guest.ConnectKeyAsync(back.Step.Connect("api-key"), "Key", "sk_sandbox_globex");
        Assert.Equal(before, web.Failures().Count);
    }

    private async Task OneLineAsync(Knobs knobs, string end, string method = "oauth")
    {
        var back = await Returning.ToAsync(web, knobs, method: method);
        var before = web.Failures().Count;
        await back.FinishAsync();
        Assert.Equal($"Connecting sandbox by {method} failed: {end}", Assert.Single(web.Failures().Skip(before)));
        Assert.DoesNotContain(web.Failures(), line => line.Contains("typed", StringComparison.OrdinalIgnoreCase));
    }
}
