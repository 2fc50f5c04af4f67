using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Connections.Revocation;

/// <summary>What counts as one grant is the provider's idea of it: ending it for one connection must not end it behind another's back.</summary>
public sealed class SharedGrantTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("acme")]
    [InlineData("globex")]
    public async Task Two_organisations_of_one_person_are_one_grant(string second)
    {
        var two = await TwoAsync(second);
        Assert.Contains("Also revoke access at Sandbox, which 1 other connection uses", (await two.Guest.Browser.OpenAsync($"{two.First}/disconnect")).Text);
        await two.Guest.Browser.SendFormAsync($"{two.First}/disconnect", false);

        Assert.Equal(0, await web.CallsAsync("revoke"));
        Assert.Contains("Access at Sandbox wasn't revoked, because other connections in your account use it.", (await two.Guest.Browser.OpenAsync(two.First)).Text);
        Assert.Contains("Sandbox responded.", await two.Guest.TestStepAsync(two.Step));

        // The last one turns the light off.
        await two.Guest.Browser.OpenAsync(two.Second);
        await two.Guest.Browser.SendFormAsync($"{two.Second}/disconnect", false);
        Assert.Equal(1, await web.CallsAsync("revoke"));
    }

    [Fact]
    public async Task A_person_who_wants_it_ended_for_all_gets_that_and_the_others_hear_of_it()
    {
        var two = await TwoAsync("globex");
        await two.Guest.Browser.OpenAsync(two.First);
        await two.Guest.Browser.SendFormAsync($"{two.First}/delete", false, ("endsForAll", "true"));
        Assert.Equal(1, await web.CallsAsync("revoke"));

        await web.TurnAsync(new() { RefuseRefresh = true });
        await web.Services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(TestContext.Current.CancellationToken);
        var other = Assert.Single(await web.ConnectionsAsync(two.Agency.Workspaces[1].Tenant));
        Assert.Equal(Core.Connections.ConnectionStatus.Error, other.Status);
        await web.TurnAsync(new());
    }

    [Fact]
    public async Task Who_consented_is_not_told_apart_as_long_as_nobody_noted_it()
    {
        var two = await TwoAsync("acme");
        await web.ExecuteAsync($"update connections set consented_by = null where workspace_id = '{two.Agency.Tenant.WorkspaceId}'");
        await two.Guest.Browser.OpenAsync(two.First);
        await two.Guest.Browser.SendFormAsync($"{two.First}/disconnect", false);
        Assert.Equal(0, await web.CallsAsync("revoke"));
    }

    [Fact]
    public async Task Somebody_elses_consent_is_another_grant()
    {
        var two = await TwoAsync("acme");
        await web.ExecuteAsync($"update connections set consented_by = 'acct_globex' where external_account_id = 'org_2' and workspace_id = '{two.Agency.Tenant.WorkspaceId}'");
        Assert.DoesNotContain("Also revoke access at Sandbox", (await two.Guest.Browser.OpenAsync($"{two.First}/disconnect")).Text);
        await two.Guest.Browser.SendFormAsync($"{two.First}/disconnect", false);
        Assert.Equal(1, await web.CallsAsync("revoke"));
    }

    [Fact]
    public async Task Replacing_one_organisation_by_another_of_the_same_person_ends_nothing()
    {
        var two = await TwoAsync("acme");
        var id = two.First.Split('/')[^1];
        var started = await two.Guest.StartAsync($"/acme/connect/sandbox?method=oauth-organisation&connection={id}");
        var answer = await two.Guest.Browser.OpenAsync(await two.Guest.AskProviderAsync(started));
        await two.Guest.ResultAsync(answer);
        await two.Guest.Browser.SendFormAsync($"{answer.Location}/choice", false, ("choice", "org_2"));
        await two.Guest.Browser.OpenAsync(answer.Location!);
        await two.Guest.Browser.SendFormAsync($"{answer.Location}/decide", false, ("decision", "replace"));
        Assert.Equal(Core.Connections.ConnectionStatus.Revoked, (await web.ConnectionsAsync(two.Agency.Tenant)).Single(row => row.Id == Guid.Parse(id)).Status);

        await web.Services.GetRequiredService<RevocationSchedule>().AskDueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await web.CallsAsync("revoke"));
        Assert.Contains("Sandbox responded.", await two.Guest.TestStepAsync(two.Step));
    }

    [Fact]
    public async Task Two_apps_behind_one_client_are_one_grant()
    {
        var agency = await web.OpenAgencyAsync("acme");
        var guest = await web.SignInAsync(agency);
        var (one, other) = (await guest.AddStepAsync("acme"), await guest.AddStepAsync("acme", "sandbox-oauth"));
        await guest.ConnectAsync(one.Connect("oauth"));
        await guest.ConnectAsync(other.Connect("oauth"));
        var first = (await web.ConnectionsAsync(agency.Tenant)).Single(row => row.App == "sandbox").Id;
        await web.ForgetCallsAsync();
        await guest.Browser.OpenAsync($"/acme/connections/{first}");
        await guest.Browser.SendFormAsync($"/acme/connections/{first}/disconnect", false);
        Assert.Equal(0, await web.CallsAsync("revoke"));
        Assert.Contains("Sandbox OAuth responded.", await guest.TestStepAsync(other));
    }

    [Theory]
    [InlineData("sandbox", "oauth", GrantReach.Account)]
    [InlineData("sandbox", "oauth-organisation", GrantReach.Person)]
    [InlineData("google-sheets", "oauth", GrantReach.Person)]
    [InlineData("xero", "oauth", GrantReach.Person)]
    public void A_choice_after_consent_makes_the_grant_the_persons_and_a_file_may_say_so(string app, string method, GrantReach reach) =>
        Assert.Equal(reach, ((OAuthMethod)web.Services.GetRequiredService<AppCatalog>().Find(app)!.Method(method)!).GrantReach);

    private async Task<Two> TwoAsync(string second)
    {
        var agency = await web.OpenAgencyAsync("acme", "globex");
        var guest = await web.SignInAsync(agency);
        var (here, there) = (await guest.AddStepAsync("acme"), await guest.AddStepAsync(second));
        var first = await ConnectAsync(guest, here, "org_1");
        var other = await ConnectAsync(guest, there, "org_2");
        await web.ForgetCallsAsync();
        return new(agency, guest, there, $"/acme/connections/{first}", $"/{second}/connections/{other}");
    }

    private async Task<Guid> ConnectAsync(Guest guest, Step step, string organisation)
    {
        var answer = await guest.ConnectAsync(step.Connect("oauth-organisation"));
        await guest.ResultAsync(answer);
        await guest.Browser.SendFormAsync($"{answer.Location}/choice", false, ("choice", organisation));
        return (Guid)(await web.ReadAsync($"select connection_id from steps where key = '{step.Key}'"))!;
    }

    private sealed record Two(Agency Agency, Guest Guest, Step Step, string First, string Second);
}
