using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class TokenReplyAtCallbackTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("garbage", "We couldn't use the response from Sandbox")]
    [InlineData("html", "We couldn't use the response from Sandbox")]
    [InlineData("huge", "We couldn't use the response from Sandbox")]
    [InlineData("ok-with-error", "The approval wasn't accepted")]
    public async Task A_reply_that_is_nonsense_saves_nothing_and_says_so(string body, string said)
    {
        var back = await Returning.ToAsync(web, Approving(new() { Body = body }));
        Assert.Contains(said, await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Theory]
    [InlineData("bom")]
    [InlineData("form")]
    public async Task A_reply_in_an_odd_dress_is_read(string body)
    {
        var back = await Returning.ToAsync(web, Approving(new() { Body = body }));
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Theory]
    [InlineData(500, null, "Sandbox is having problems")]
    [InlineData(503, null, "Sandbox is having problems")]
    [InlineData(null, "invalid_grant", "The approval wasn't accepted")]
    [InlineData(null, "invalid_client", "its client ID, secret or redirect URI")]
    [InlineData(null, "invalid_request", "An administrator needs to check the OAuth client")]
    public async Task A_refusal_says_who_can_repair_it(int? status, string? error, string said)
    {
        var back = await Returning.ToAsync(web, Approving(new() { Status = status, Error = error }));
        Assert.Contains(said, await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Fact]
    public async Task A_provider_that_asks_for_a_pause_is_not_asked_again()
    {
        var back = await Returning.ToAsync(web, Approving(new() { RetryAfter = "300" }));
        Assert.Contains("Sandbox asked us to slow down. Wait at least 5 minutes, then try again.", await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Fact]
    public async Task A_connection_cut_after_the_work_is_not_tried_twice()
    {
        var back = await Returning.ToAsync(web, Approving(new() { DropAfterCommit = true }));
        Assert.Contains("Sandbox didn't respond", await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Theory]
    [InlineData(500, null, "Sandbox is having problems")]
    [InlineData(401, null, "Sandbox refused the access it had just given")]
    [InlineData(null, "garbage", "We couldn't use the response from Sandbox")]
    public async Task Tokens_whose_owner_cannot_be_named_are_not_kept(int? status, string? body, string said)
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Api = new() { Status = status, Body = body } });
        Assert.Contains(said, await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_named_and_nothing_breaks()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var back = await Returning.ToAsync(own);
        await own.Provider.DisposeAsync();
        Assert.Contains("We couldn't reach Sandbox, so nothing was sent.", await back.Guest.ResultAsync(await back.FinishAsync()));
        Assert.Empty(await own.ConnectionsAsync(back.Agency.Tenant));
    }

    private static Knobs Approving(TokenKnob token) => new() { AutoApprove = "acct_acme", Token = token };
}
