using System.Net;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class ChooseOrganisationTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Method = "oauth-organisation";

    [Fact]
    public async Task A_grant_that_opens_several_organisations_waits_for_the_choice()
    {
        var back = await Returning.ToAsync(web, method: Method);
        var page = await back.Guest.ResultAsync(await back.FinishAsync());
        Assert.Contains("Acme Holdings", page);
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 1);

        await ChooseAsync(back, "org_2");

        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(("org_2", "Acme Holdings"), (connection.ExternalAccountId, connection.Label));
        Assert.Equal("org_2", connection.Settings["organisation"]);
    }

    [Fact]
    public async Task A_choice_that_was_never_offered_changes_nothing()
    {
        var back = await Returning.ToAsync(web, method: Method);
        await back.Guest.ResultAsync(await back.FinishAsync());
        await ChooseAsync(back, "org_999");
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task Parallel_choices_make_one_connection()
    {
        var back = await Returning.ToAsync(web, method: Method);
        await back.Guest.ResultAsync(await back.FinishAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ChooseAsync(back, "org_1")));
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task One_organisation_needs_no_choice_and_none_is_said()
    {
        var one = await Returning.ToAsync(web, new() { AutoApprove = "acct_globex" }, method: Method);
        await one.FinishAsync();
        Assert.Single(await web.ConnectionsAsync(one.Agency.Tenant));

        var none = await Returning.ToAsync(web, new() { AutoApprove = "acct_initech" }, method: Method);
        Assert.Contains("Nothing to connect", await none.Guest.ResultAsync(await none.FinishAsync()));
        Assert.Empty(await web.ConnectionsAsync(none.Agency.Tenant));
    }

    private static async Task ChooseAsync(Returning back, string choice)
    {
        var answer = await back.Guest.Browser.SendFormAsync(
            $"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}/choice", false, ("choice", choice));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }
}
