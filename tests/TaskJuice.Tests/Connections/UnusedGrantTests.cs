using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Revocation;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Tokens that came and become no connection's do not live on at the provider.</summary>
public sealed class UnusedGrantTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Knobs NobodyNamed = new() { AutoApprove = "acct_acme", Api = new() { Status = 500 } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("oauth", 500)]
    [InlineData("oauth", 401)]
    [InlineData("oauth", 429)]
    [InlineData("oauth-organisation", 500)]
    [InlineData("oauth-organisation", 403)]
    public async Task Tokens_whose_owner_nobody_names_are_given_back(string method, int status)
    {
        var back = await Returning.ToAsync(web, NobodyNamed with { Api = new() { Status = status } }, method: method);
        await back.FinishAsync();
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal("confirmed", await EndAsync(back));
    }

    [Fact]
    public async Task A_refresh_token_that_comes_without_its_other_half_is_given_back()
    {
        var half = new Dictionary<string, JsonElement> { ["access_token"] = JsonSerializer.SerializeToElement("") };
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { Put = half } });
        await back.FinishAsync();
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal("confirmed", await EndAsync(back));
    }

    [Fact]
    public async Task A_permission_without_which_the_owner_is_not_named_is_named_itself()
    {
        var api = new ApiKnob { Status = 403, Challenge = "Bearer error=\"insufficient_scope\", scope=\"crm.owner\"" };
        var back = await Returning.ToAsync(web, NobodyNamed with { Api = api });
        var page = await back.Guest.ResultAsync(await back.FinishAsync());
        Assert.Contains("A permission is missing", page);
        Assert.Contains("doesn't have the permission crm.owner", page);
    }

    [Fact]
    public async Task They_may_be_those_of_a_connection_that_is_there_and_then_they_stay()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"), NobodyNamed);
        await web.TurnAsync(new() { AutoApprove = "acct_acme" });
        Assert.Equal("shared", await EndAsync(back));
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
    }

    [Fact]
    public async Task A_choice_that_nobody_made_ends_with_the_attempt()
    {
        var back = await Returning.ToAsync(web, method: "oauth-organisation");
        await back.FinishAsync();
        await ForgetAsync();
        Assert.Null(await EndAsync(back));

        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '16 minutes' where id = '{back.Started.Flow}'");
        await ForgetAsync();
        Assert.Equal("confirmed", await EndAsync(back));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connect_attempts where id = '{back.Started.Flow}'"));
    }

    [Fact]
    public async Task What_cannot_be_given_back_now_keeps_its_attempt_for_a_day()
    {
        var back = await Returning.ToAsync(web, method: "oauth-organisation");
        await back.FinishAsync();
        await web.ExecuteAsync($$"""
            update connect_attempts set ends_at = now() - interval '16 minutes', parked = jsonb_set(parked::jsonb, '{Envelope}', '"AAAA"') where id = '{{back.Started.Flow}}'
            """);
        await ForgetAsync();
        Assert.Equal(1L, await web.ReadAsync($"select count(*) from connect_attempts where id = '{back.Started.Flow}' and parked is not null"));

        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '25 hours' where id = '{back.Started.Flow}'");
        await ForgetAsync();
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connect_attempts where id = '{back.Started.Flow}'"));
    }

    private async Task ForgetAsync()
    {
        await web.Services.GetRequiredService<GiveBackUndecided>().GiveBackAsync(Stop);
        while (await web.Services.GetRequiredService<PruneFinished>().PruneAsync(Stop))
        {
        }
    }

    // What became of the one grant that was given back; null when there is none.
    private async Task<object?> EndAsync(Returning back)
    {
        await web.Services.GetRequiredService<RevocationSchedule>().AskDueAsync(Stop);
        return await web.ReadAsync($"select \"end\" from revocations where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
    }
}
