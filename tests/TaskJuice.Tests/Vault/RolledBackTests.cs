using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>Somebody with the database in hand, and a copy of what stood in it earlier, puts old credentials back.</summary>
public sealed class RolledBackTests : IAsyncLifetime
{
    private readonly WebFixture _web = new();

    public ValueTask InitializeAsync() => _web.InitializeAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_replaced_credential_that_is_put_back_with_its_old_number_does_not_open()
    {
        var back = await ConnectedAsync();
        await CopyAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        await PutBackAsync();
        await _web.ForgetCallsAsync();

        Assert.IsType<TryResult.Unreadable>(await TryAsync(back));
        Assert.Equal(0, await _web.CallsAsync("userinfo"));
        Assert.Contains(_web.Leaks.Logged, line => line.Contains("holds an older state of the credential"));
    }

    [Fact]
    public async Task A_credential_that_was_given_up_does_not_come_back()
    {
        var back = await ConnectedAsync();
        await CopyAsync();
        await _web.UseAsync<DisconnectConnection, DisconnectResult>(
            use => use.DisconnectAsync(back.Agency.Tenant, Only(back).Id, back.Agency.UserId, endsForAll: false, CancellationToken.None));
        await PutBackAsync();
        Assert.IsType<TryResult.Unreadable>(await TryAsync(back));
    }

    [Fact]
    public async Task Connecting_again_after_that_works_and_leaves_the_old_one_closed()
    {
        var back = await ConnectedAsync();
        await CopyAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        await PutBackAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        Assert.IsType<TryResult.Answered>(await TryAsync(back));

        await PutBackAsync();
        Assert.IsType<TryResult.Unreadable>(await TryAsync(back));
    }

    [Fact]
    public async Task A_reply_that_was_used_up_does_not_come_back_for_a_newer_credential()
    {
        var back = await ConnectedAsync();
        var (tenant, id) = (back.Agency.Tenant, Only(back).Id);
        await _web.UseAsync<RefreshLeases, bool>(async leases =>
        {
            using var held = await leases.TryAcquireAsync(tenant, id, onlyWhenDue: false, _ => true, CancellationToken.None);
            return await _web.UseAsync<TokenInbox, bool>(async inbox =>
            {
                await inbox.KeepAsync(held!, new("""{"access_token":"old"}"""), DateTimeOffset.UtcNow);
                return true;
            });
        });
        await _web.ExecuteAsync("create table old_reply as select * from token_inbox");
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        await _web.ExecuteAsync("delete from token_inbox; update old_reply set secret_version = (select secret_version from connections); insert into token_inbox select * from old_reply");
        await _web.ExecuteAsync("update refresh_leases set asked_at = null, request_in_flight = true, uncertain_since = now(), due_at = now()");

        using var later = await _web.UseAsync<RefreshLeases, HeldLease?>(leases => leases.TryAcquireAsync(tenant, id, onlyWhenDue: false, _ => true, CancellationToken.None));
        Assert.Empty(later!.Kept);
        Assert.Contains(_web.Leaks.Logged, line => line.Contains("Dropped a stored token reply for connection"));
    }

    [Fact]
    public async Task A_restored_backup_works_when_the_operator_says_that_it_was_meant()
    {
        var back = await ConnectedAsync();
        await CopyAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        await PutBackAsync();
        Assert.IsType<TryResult.Unreadable>(await TryAsync(back));

        var ended = await VaultProcess.RunAsync(_web, "TaskJuice.Worker", null, "vault", "accept-restore");
        Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        Assert.IsType<TryResult.Answered>(await TryAsync(back));
    }

    [Fact]
    public async Task A_mark_that_was_lost_is_set_again_by_the_next_opening()
    {
        var back = await ConnectedAsync();
        await CopyAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        await _web.UseAsync<HighWaterMarks, bool>(async marks =>
        {
            await marks.ForgetAsync([back.Agency.Tenant.AccountId]);
            return true;
        });
        Assert.IsType<TryResult.Answered>(await TryAsync(back));

        await PutBackAsync();
        Assert.IsType<TryResult.Unreadable>(await TryAsync(back));
    }

    [Fact]
    public async Task Without_Redis_credentials_open_all_the_same()
    {
        var back = await ConnectedAsync();
        var other = await _web.StartHostAsync(("ConnectionStrings:cache", $"localhost:{FreePort()},connectTimeout=200"));
        await using var scope = other.CreateAsyncScope();
        Assert.IsType<TryResult.Answered>(await scope.ServiceProvider.GetRequiredService<TryConnection>().TryAsync(
            back.Agency.Tenant, Only(back).Id, back.Agency.UserId, CancellationToken.None));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<Returning> ConnectedAsync()
    {
        var back = await Returning.ToAsync(_web);
        await back.FinishAsync();
        return back;
    }

    private Connection Only(Returning back) => _web.ConnectionsAsync(back.Agency.Tenant).GetAwaiter().GetResult().Single();

    private Task CopyAsync() => _web.ExecuteAsync($"""
        create table old_connections as select * from connections;
        create table old_secrets as select {CopiedRows.SecretColumns} from connection_secrets
        """);

    private Task PutBackAsync() => _web.ExecuteAsync($"""
        delete from connection_secrets;
        update connections set secret_version = old.secret_version, status = old.status, expires_at = old.expires_at from old_connections old where old.id = connections.id;
        insert into connection_secrets ({CopiedRows.SecretColumns}) select {CopiedRows.SecretColumns} from old_secrets
        """);

    private Task<TryResult> TryAsync(Returning back) => _web.UseAsync<TryConnection, TryResult>(
        use => use.TryAsync(back.Agency.Tenant, Only(back).Id, back.Agency.UserId, CancellationToken.None));
}
