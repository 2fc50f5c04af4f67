using System.Net;
using TaskJuice.Core.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class ConnectWithKeyTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_good_key_makes_a_pending_connection_that_the_step_uses()
    {
        var (agency, guest, step) = await BeginAsync();
        var answer = await guest.ConnectKeyAsync(step.Connect("api-key"), "Acme production", "sk_sandbox_acme");
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal(("Acme production", "acct_acme", ConnectionStatus.Pending), (connection.Label, connection.ExternalAccountId, connection.Status));
        Assert.Contains("Acme production", (await guest.Browser.OpenAsync(answer.Location!)).Text);
    }

    [Fact]
    public async Task A_refused_key_keeps_the_form_and_not_the_key()
    {
        var (agency, guest, step) = await BeginAsync();
        var key = $"sk_sandbox_{Guid.NewGuid():N}";
        web.Leaks.Plant(key);
        var answer = await guest.ConnectKeyAsync(step.Connect("api-key"), "Kept name", key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Sandbox didn't accept this key.", answer.Text);
        Assert.Contains("value=\"Kept name\"", answer.Text);
        Assert.DoesNotContain(key, answer.Raw);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(503, null)]
    [InlineData(null, "huge")]
    public async Task A_provider_in_trouble_is_not_mistaken_for_a_wrong_key(int? status, string? body)
    {
        var (agency, guest, step) = await BeginAsync();
        await web.TurnAsync(new() { Api = new() { Status = status, Body = body } });
        var answer = await guest.ConnectKeyAsync(step.Connect("api-key"), "Acme", "sk_sandbox_acme");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("We don't know yet whether the key works, and nothing was saved.", answer.Text);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Theory]
    [InlineData("Acme", "pk_sandbox_acme", "A secret key starts with sk_sandbox_.")]
    [InlineData("Acme", "", "field--wrong")]
    [InlineData("", "sk_sandbox_acme", "Enter a name for this connection.")]
    [InlineData("Acme", "sk_sandbox_acme\r\nX-Evil: 1", "field--wrong")]
    public async Task A_field_that_cannot_be_right_is_said_before_the_provider_is_asked(string name, string key, string said)
    {
        var (agency, guest, step) = await BeginAsync();
        var answer = await guest.ConnectKeyAsync(step.Connect("api-key"), name, key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        Assert.Equal(0, await web.CallsAsync("api.key"));
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Fact]
    public async Task Two_accounts_may_have_the_same_name()
    {
        var (agency, guest, step) = await BeginAsync();
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Production", "sk_sandbox_acme");
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Production", "sk_sandbox_globex");
        Assert.Equal(["Production", "Production"], (await web.ConnectionsAsync(agency.Tenant)).Select(row => row.Label));
    }

    [Fact]
    public async Task The_same_account_again_keeps_its_row_and_takes_the_new_name()
    {
        var (agency, guest, step) = await BeginAsync();
        await guest.ConnectKeyAsync(step.Connect("api-key"), "First", "sk_sandbox_acme");
        var before = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Second", "sk_sandbox_acme");
        var after = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal((before.Id, "Second", 2), (after.Id, after.Label, after.SecretVersion));
        Assert.Equal(1L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{after.Id}'"));
    }

    [Fact]
    public async Task The_same_account_again_keeps_its_name_when_the_suggested_one_is_left_alone()
    {
        var (agency, guest, step) = await BeginAsync();
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Acme production", "sk_sandbox_acme");
        await guest.ConnectKeyAsync(step.Connect("api-key"), "sk_sandbox_acme");
        await web.TurnAsync(new() { AutoApprove = "acct_acme" });
        await guest.ConnectAsync(step.Connect("oauth"));
        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal(("Acme production", 3), (connection.Label, connection.SecretVersion));
    }

    [Fact]
    public async Task A_form_that_was_refused_still_knows_which_name_it_suggested()
    {
        var (agency, guest, step) = await BeginAsync();
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Acme production", "sk_sandbox_acme");
        var refused = await guest.ConnectKeyAsync(step.Connect("api-key"), "sk_sandbox_unknown");
        Assert.Contains("name=\"f.suggested\" value=\"Sandbox\"", refused.Text);
    }

    [Fact]
    public async Task A_key_that_could_not_be_checked_is_saved_when_the_person_says_so()
    {
        var (agency, guest, step) = await BeginAsync();
        await web.TurnAsync(new() { Api = new() { Status = 503 } });
        var offered = await guest.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_acme");
        Assert.Contains("Save without checking", offered.Text);
        await web.NothingWasConnectedAsync(agency.Tenant);

        await guest.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_acme", ("f.unchecked", "true"));
        Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).Status);
    }

    [Fact]
    public async Task A_refused_key_is_not_saved_even_when_the_person_would_not_have_it_checked()
    {
        var (agency, guest, step) = await BeginAsync();
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_unknown", ("f.unchecked", "true"));
        await web.NothingWasConnectedAsync(agency.Tenant);
    }

    [Fact]
    public async Task The_name_is_suggested_and_a_taken_one_gets_a_number()
    {
        var (_, guest, step) = await BeginAsync();
        Assert.Contains("value=\"Sandbox\"", (await guest.Browser.OpenAsync(step.Connect("api-key"))).Text);
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Sandbox", "sk_sandbox_acme");
        Assert.Contains("value=\"Sandbox 2\"", (await guest.Browser.OpenAsync(step.Connect("api-key"))).Text);
    }

    [Fact]
    public async Task Reconnecting_the_same_account_makes_it_active_at_once()
    {
        var (agency, guest, step) = await BeginAsync();
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_acme");
        var before = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        await guest.ConnectKeyAsync(step.Connect("api-key", before.Id), "Mine", "sk_sandbox_acme");
        var after = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal((before.Id, ConnectionStatus.Active), (after.Id, after.Status));
    }

    [Fact]
    public async Task A_subdomain_makes_another_account_of_the_same_key()
    {
        var (agency, guest, step) = await BeginAsync("sandbox-tenant", "new-ticket");
        foreach (var subdomain in (string[])["north", "south", "north"])
            await guest.ConnectKeyAsync(step.Connect("api-key"), subdomain, "sk_sandbox_acme", ("f.subdomain", subdomain));
        Assert.Equal(["north", "south"], (await web.ConnectionsAsync(agency.Tenant)).Select(row => row.Settings["subdomain"]));
    }

    private async Task<(Agency Agency, Guest Guest, Step Step)> BeginAsync(string app = "sandbox", string operation = "new-record")
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.ResetProviderAsync();
        return (agency, guest, await guest.AddStepAsync(agency.Slug, app, operation));
    }
}
