using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class TokenReplyAtCallbackTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("garbage", "The answer of Sandbox cannot be used")]
    [InlineData("html", "The answer of Sandbox cannot be used")]
    [InlineData("huge", "The answer of Sandbox cannot be used")]
    [InlineData("ok-with-error", "The approval was not accepted")]
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
    [InlineData(500, null, "Sandbox has trouble of its own")]
    [InlineData(503, null, "Sandbox has trouble of its own")]
    [InlineData(null, "invalid_grant", "The approval was not accepted")]
    [InlineData(null, "invalid_client", "its client id, secret or redirect URI")]
    [InlineData(null, "invalid_request", "Its OAuth client has to be checked")]
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
        Assert.Contains("Sandbox asks for a pause. Try again in 5 minutes at the earliest.", await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Fact]
    public async Task A_connection_cut_after_the_work_is_not_tried_twice()
    {
        var back = await Returning.ToAsync(web, Approving(new() { DropAfterCommit = true }));
        Assert.Contains("Sandbox did not answer", await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);
    }

    [Theory]
    [InlineData(500, null, "Sandbox has trouble of its own")]
    [InlineData(401, null, "The access was not accepted")]
    [InlineData(null, "garbage", "The answer of Sandbox cannot be used")]
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
        Assert.Contains("Sandbox could not be reached, so nothing was sent.", await back.Guest.ResultAsync(await back.FinishAsync()));
        Assert.Empty(await own.ConnectionsAsync(back.Agency.Tenant));
    }

    private static Knobs Approving(TokenKnob token) => new() { AutoApprove = "acct_acme", Token = token };
}
