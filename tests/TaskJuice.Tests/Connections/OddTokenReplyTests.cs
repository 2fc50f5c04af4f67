using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Refreshing;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Token replies that are odd in one value or in their dress, through connecting and refreshing.</summary>
public sealed class OddTokenReplyTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("latin1")]
    public async Task A_reply_in_an_odd_dress_connects_and_refreshes(string body)
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { Body = body } });
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
        var before = await SecretAsync(back);
        Assert.Equal(RefreshResult.Fresh, await RefreshAsync(back, new() { Token = new() { Body = body } }));
        Assert.NotEqual(before["refresh_token"], (await SecretAsync(back))["refresh_token"]);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("\"two words\"")]
    public async Task A_refresh_token_that_is_none_leaves_the_old_one_and_the_new_access_token(string value)
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Rotation = "none" });
        await back.FinishAsync();
        var before = await SecretAsync(back);
        var odd = new Dictionary<string, JsonElement> { ["refresh_token"] = JsonSerializer.Deserialize<JsonElement>(value) };
        Assert.Equal(RefreshResult.Fresh, await RefreshAsync(back, new() { Rotation = "none", Token = new() { Put = odd } }));

        var after = await SecretAsync(back);
        Assert.Equal(before["refresh_token"], after["refresh_token"]);
        Assert.NotEqual(before["access_token"], after["access_token"]);
        Assert.Equal(RefreshResult.Fresh, await RefreshAsync(back, new() { Rotation = "none" }));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("12345")]
    [InlineData("\"two words\"")]
    public async Task A_refresh_token_beside_an_access_token_that_is_none_is_the_one_to_present_next(string value)
    {
        Knobs strict = new() { AutoApprove = "acct_acme", Rotation = "strict" };
        var back = await Returning.ToAsync(web, strict);
        await back.FinishAsync();
        var before = await SecretAsync(back);
        var odd = new Dictionary<string, JsonElement> { ["access_token"] = JsonSerializer.Deserialize<JsonElement>(value) };
        Assert.Equal(RefreshResult.Later, await RefreshAsync(back, strict with { Token = new() { Put = odd } }));

        var half = await SecretAsync(back);
        Assert.Equal(before["access_token"], half["access_token"]);
        Assert.NotEqual(before["refresh_token"], half["refresh_token"]);
        await web.PauseIsOverAsync(back);
        Assert.Equal(RefreshResult.Fresh, await RefreshAsync(back, strict));
    }

    private async Task<RefreshResult> RefreshAsync(Returning back, Knobs knobs)
    {
        await web.TurnAsync(knobs);
        await web.ExpireAsync(back);
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        return await web.Services.GetRequiredService<FreshTokens>().EnsureAsync(back.Agency.Tenant, connection.Id, null, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, string>> SecretAsync(Returning back) =>
        await web.SecretOfAsync(back.Agency.Tenant, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id);
}
