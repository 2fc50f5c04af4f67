using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Storage;
using TaskJuice.Testing;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>Somebody with the database in hand moves sealed credentials about.</summary>
public sealed class MovedSecretTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Two_swapped_credentials_open_for_nobody_and_the_person_is_told()
    {
        var back = await ConnectedTwiceAsync();
        await web.ExecuteAsync($"""
            update connection_secrets one set envelope = other.envelope from connection_secrets other
            where one.workspace_id = '{back.Agency.Tenant.WorkspaceId}' and other.workspace_id = one.workspace_id and one.connection_id <> other.connection_id
            """);

        using var failures = new CountedFailures();
        var page = await back.Guest.TestStepAsync(back.Step);

        Assert.NotEqual(0, failures.Count);
        Assert.Contains("TaskJuice can't read the credential it stored for this account. Nothing was sent to Sandbox.", page);
        var connection = (await web.ConnectionsAsync(back.Agency.Tenant)).Select(row => row.Id.ToString());
        Assert.Contains(web.Leaks.Logged, line => line.Contains(": The stored secret does not belong") && connection.Any(line.Contains));
        await NothingWasSentAsync();
    }

    [Theory]
    [InlineData("update connection_secrets set version = version + 1; update connections set secret_version = secret_version + 1")]
    [InlineData("update connection_secrets set purpose = 'api.key'")]
    [InlineData("update steps set connection_id = null; update connections set app = 'sandbox-oauth'")]
    [InlineData("update connection_secrets set envelope = set_byte(envelope, 0, 0)")]
    [InlineData("update connection_secrets set envelope = set_byte(envelope, 0, 2)")]
    [InlineData("update connection_secrets set envelope = set_byte(envelope, length(envelope) - 1, 255 - get_byte(envelope, length(envelope) - 1))")]
    [InlineData("update connection_secrets set envelope = ''")]
    [InlineData("delete from connection_secrets")]
    [InlineData("update account_keys set wrapped_by = 99")]
    [InlineData("update account_keys set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20))")]
    [InlineData("delete from account_keys")]
    public async Task A_changed_column_makes_the_credential_useless(string sql)
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var back = await Returning.ToAsync(own);
        await back.FinishAsync();
        var connection = Assert.Single(await own.ConnectionsAsync(back.Agency.Tenant));
        await own.ForgetCallsAsync();
        await own.ExecuteAsync(sql);

        using var failures = new CountedFailures();
        Assert.IsType<TryResult.Unreadable>(await TryAsync(own, back.Agency.Tenant, back.Agency.UserId, connection.Id));
        await own.ExecuteAsync("update connections set expires_at = now() - interval '1 minute'");
        Assert.IsType<TryResult.Unreadable>(await TryAsync(own, back.Agency.Tenant, back.Agency.UserId, connection.Id));
        Assert.NotEqual(0, failures.Count);
        Assert.DoesNotContain(await own.Control.LedgerAsync(stop: TestContext.Current.CancellationToken), entry => entry.Kind is "userinfo" or "token.refresh");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_row_copied_to_another_workspace_opens_nothing(bool sameAccount)
    {
        var agency = await web.OpenAgencyAsync("acme", "globex");
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync("acme");
        await guest.ConnectAsync(step.Connect("oauth"));
        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        await web.ForgetCallsAsync();
        var thief = sameAccount ? agency.Workspaces[1].Tenant : (await web.OpenAgencyAsync()).Tenant;

        foreach (var (table, columns) in ((string, string)[])[("connections", "*"), ("connection_secrets", CopiedRows.SecretColumns)])
            await web.ExecuteAsync($"""
                create temp table copied as select {columns} from {table} where workspace_id = '{agency.Tenant.WorkspaceId}';
                update copied set account_id = '{thief.AccountId}', workspace_id = '{thief.WorkspaceId}';
                insert into {table} {(columns == "*" ? "" : $"({columns})")} select * from copied
                """);

        Assert.IsType<TryResult.Unreadable>(await TryAsync(web, thief, agency.UserId, connection.Id));
        await NothingWasSentAsync();
    }

    [Fact]
    public async Task An_unreadable_credential_does_not_hold_up_the_schedule()
    {
        await ConnectedTwiceAsync();
        await web.ExecuteAsync("update connection_secrets set envelope = ''");
        await web.ExecuteAsync("update refresh_leases set due_at = now() - interval '1 minute'");
        var schedule = web.Services.GetRequiredService<RefreshSchedule>();

        Assert.NotEqual(0, await schedule.RefreshDueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await schedule.RefreshDueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connecting_again_repairs_it()
    {
        var back = await ConnectedTwiceAsync();
        await web.ExecuteAsync($"update connection_secrets set envelope = '' where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
    }

    private async Task<Returning> ConnectedTwiceAsync()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"), new() { AutoApprove = "acct_globex" });
        await web.ForgetCallsAsync();
        return back;
    }

    private async Task NothingWasSentAsync() =>
        Assert.Equal((0, 0), (await web.CallsAsync("userinfo"), await web.CallsAsync("token.refresh")));

    private static Task<TryResult> TryAsync(WebFixture web, Tenant tenant, Guid user, Guid connection) =>
        web.UseAsync<TryConnection, TryResult>(use => use.TryAsync(tenant, connection, user, CancellationToken.None));
}
