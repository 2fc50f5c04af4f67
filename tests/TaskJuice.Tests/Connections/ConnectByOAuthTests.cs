using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class ConnectByOAuthTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_consent_makes_a_pending_connection_and_the_step_uses_it()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);

        var result = await guest.ResultAsync(await guest.ConnectAsync(step.Connect("oauth")));

        Assert.Contains("Acme Ops", result);
        var connection = await web.InWorkspaceAsync(agency.Tenant, session => session.Connections.SingleAsync());
        Assert.Equal(ConnectionStatus.Pending, connection.Status);
        Assert.Equal("acct_acme", connection.ExternalAccountId);
        Assert.Equal(connection.Id, await web.InWorkspaceAsync(agency.Tenant, session => session.Steps.Select(step => step.ConnectionId).SingleAsync()));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_cut_between_two_letters()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);

        await guest.ConnectAsync(step.Connect("oauth"), new() { AutoApprove = "acct_emoji" });

        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal("A" + string.Concat(Enumerable.Repeat("😀", 119)), connection.Label);
        Assert.Contains(connection.Label, (await guest.Browser.OpenAsync($"/{agency.Slug}/connections")).Text);
    }
}
