using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Testing;
using TaskJuice.Tests.Pages.Workflows;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Pasted credentials that are exchanged for short-lived tokens: a client's own, and a login.</summary>
public sealed class ExchangedCredentialTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly (string, string)[] Client = [("f.clientId", "machine_acme"), ("f.clientSecret", "secret_acme")];
    private static readonly (string, string)[] Login = [("f.user", "ops@acme.test"), ("f.password", "provider")];

    [Fact]
    public async Task One_token_serves_many_calls_and_a_key_that_is_exchanged_is_not_tried_daily()
    {
        var (agency, guest, step, connection) = await ConnectedAsync("client-credentials", Client);
        Assert.Equal(("acct_acme", ConnectionStatus.Pending), (connection.ExternalAccountId, connection.Status));
        Assert.InRange(connection.ExpiresAt!.Value, DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.True((await web.LeaseAsync(agency.Tenant)).DueAt < connection.ExpiresAt);

        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
        Assert.Equal(1, await web.CallsAsync("token.client"));
        Assert.Equal(["access_token", "clientId", "clientSecret"], (await web.SecretOfAsync(agency.Tenant, connection.Id)).Keys.Order());
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connection_watches where connection_id = '{connection.Id}' and probe_at is not null"));
    }

    [Fact]
    public async Task Near_its_end_twenty_callers_in_two_processes_fetch_one_token()
    {
        var (agency, guest, step, connection) = await ConnectedAsync("client-credentials", Client);
        var first = await web.SecretOfAsync(agency.Tenant, connection.Id);
        await ExpireAsync(connection);
        await web.ForgetCallsAsync();
        var other = await web.StartHostAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => EnsureAsync(number % 2 == 0 ? web.Services : other, agency, connection)));

        Assert.All(results, result => Assert.Equal(RefreshResult.Fresh, result));
        Assert.Equal(1, await web.CallsAsync("token.client"));
        var second = await web.SecretOfAsync(agency.Tenant, connection.Id);
        Assert.NotEqual(first["access_token"], second["access_token"]);
        Assert.Equal(first["clientSecret"], second["clientSecret"]);
        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
    }

    [Fact]
    public async Task The_schedule_fetches_the_next_token_before_the_last_one_ends()
    {
        var (agency, _, _, connection) = await ConnectedAsync("client-credentials", Client);
        await web.ExecuteAsync($"update refresh_leases set due_at = now() - interval '1 second' where connection_id = '{connection.Id}'");
        await web.Services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).SecretVersion);
    }

    [Fact]
    public async Task A_session_whose_end_nobody_states_is_opened_again_when_it_is_refused()
    {
        var (agency, guest, step, connection) = await ConnectedAsync("login", Login);
        Assert.Null(connection.ExpiresAt);
        Assert.Contains("API key, no expiry date", (await guest.Browser.OpenAsync($"/{agency.Slug}/connections/{connection.Id}")).Text);

        await web.TurnAsync(new() { Api = new() { Status = 401, Times = 1 } });
        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
        Assert.Equal(2, await web.CallsAsync("login"));
        Assert.Equal(2, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).SecretVersion);
    }

    [Fact]
    public async Task A_credential_that_is_refused_later_needs_a_person_and_a_new_one_repairs_it()
    {
        var (agency, guest, step, connection) = await ConnectedAsync("client-credentials", Client);
        await ExpireAsync(connection);
        await web.TurnAsync(new() { RefuseRefresh = true });

        Assert.Equal(RefreshResult.NeedsReauthorization, await EnsureAsync(web.Services, agency, connection));
        var refused = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal((ConnectionStatus.Error, RefusedCredential.KeyRefused), (refused.Status, refused.ErrorReason));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from open_circuits"));

        await web.TurnAsync(new());
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(guest, step.Connect("client-credentials", connection.Id), Client)).Status);
        Assert.Equal(ConnectionStatus.Active, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).Status);
        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
    }

    [Theory]
    [InlineData("server_error", 503)]
    [InlineData("slow_down", 400)]
    public async Task A_provider_in_trouble_loses_nothing(string error, int status)
    {
        var (agency, _, _, connection) = await ConnectedAsync("client-credentials", Client);
        await ExpireAsync(connection);
        await web.TurnAsync(new() { Token = new() { Error = error, Status = status } });
        Assert.Equal(RefreshResult.Later, await EnsureAsync(web.Services, agency, connection));
        Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).Status);
        await web.ExecuteAsync("delete from open_circuits");
    }

    [Theory]
    [InlineData("client-credentials", "f.clientId", "machine_acme", "f.clientSecret", "wrong", "didn't accept this key")]
    [InlineData("login", "f.user", "ops@acme.test", "f.password", "wrong", "didn't accept this key")]
    public async Task A_wrong_credential_keeps_the_form_and_saves_nothing(string method, string first, string one, string second, string other, string said)
    {
        var (agency, guest, step) = await BeginAsync();
        var answer = await SendAsync(guest, step.Connect(method), [(first, one), (second, other)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_asked_is_not_mistaken_for_a_wrong_credential()
    {
        var (agency, guest, step) = await BeginAsync();
        await web.TurnAsync(new() { Token = new() { Status = 500 } });
        var answer = await SendAsync(guest, step.Connect("client-credentials"), Client);
        Assert.Contains("We don't know yet whether the key works, and nothing was saved.", answer.Text);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    private async Task<(Agency Agency, Guest Guest, Step Step, Connection Connection)> ConnectedAsync(string method, (string, string)[] fields)
    {
        var (agency, guest, step) = await BeginAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(guest, step.Connect(method), fields)).Status);
        return (agency, guest, step, Assert.Single(await web.ConnectionsAsync(agency.Tenant)));
    }

    private async Task<(Agency Agency, Guest Guest, Step Step)> BeginAsync()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.TurnAsync(new());
        await web.ForgetCallsAsync();
        return (agency, guest, await guest.AddStepAsync(agency.Slug, "sandbox-machine"));
    }

    private static Task<Answer> SendAsync(Guest guest, string address, (string, string)[] fields) => guest.ConnectKeyAsync(address, "Acme machine", "", fields);

    private Task ExpireAsync(Connection connection) =>
        web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{connection.Id}'");

    private static async Task<RefreshResult> EnsureAsync(IServiceProvider services, Agency agency, Connection connection)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RefreshConnection>()
            .EnsureFreshAsync(agency.Tenant, connection.Id, null, CancellationToken.None);
    }
}
