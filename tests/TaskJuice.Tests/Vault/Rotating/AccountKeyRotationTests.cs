using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Rotating;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault.Rotating;

/// <summary>Two processes: one with the usual times, and one for which every wait is over at once.</summary>
public sealed class AccountKeyRotationTests : IAsyncLifetime
{
    private const int Kills = 20;
    private readonly WebFixture _web = new();
    private IServiceProvider? _impatient;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _web.InitializeAsync();
        _impatient = await _web.StartHostAsync(("Vault:KeyCacheLife", "00:00:00"));
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_visible_before_it_seals_and_the_old_one_is_destroyed_at_the_end()
    {
        var tenant = await SealedAsync(600);
        Assert.Equal(1, await StartAsync(tenant.AccountId));
        Assert.Equal(0, await StartAsync(tenant.AccountId));
        Assert.Equal("active pending", await StatesAsync(tenant));

        // For the process with the usual times, ten minutes have to pass.
        Assert.Equal(new TurnResult(0, 0, 0, 0, 0), await TurnAsync(_web.Services));
        Assert.Equal("active pending", await StatesAsync(tenant));

        Assert.Equal(new TurnResult(1, 600, 0, 0, 1), await TurnAsync(_impatient!));
        Assert.Equal("retired active", await StatesAsync(tenant));
        Assert.Equal(0, await _web.ReadAsync("select length(wrapped) from account_keys where version = 1"));
        Assert.Equal(600L, await _web.ReadAsync("select count(*) from connection_secrets where key_version = 2"));
        Assert.Equal(600, await _web.Services.OpenAllAsync(tenant));
        Assert.Equal(600, await _impatient!.OpenAllAsync(tenant));
    }

    [Fact]
    public async Task Between_promotion_and_the_end_of_the_wait_the_old_key_stays()
    {
        var tenant = await SealedAsync(1);
        await StartAsync(tenant.AccountId);
        await LongAgoAsync();
        Assert.Equal(new TurnResult(1, 1, 0, 0, 0), await TurnAsync(_web.Services));
        Assert.Equal("decryptonly active", await StatesAsync(tenant));
    }

    [Fact]
    public async Task The_old_key_stays_for_whoever_read_a_credential_just_before_it_moved()
    {
        var tenant = await SealedAsync(1);
        await _web.ExecuteAsync("create table early as select connection_id, envelope from connection_secrets");
        await StartAsync(tenant.AccountId);
        await LongAgoAsync();
        await TurnAsync(_web.Services);

        // The last credential moves long after the promotion.
        await _web.ExecuteAsync("update connection_secrets secret set envelope = early.envelope from early where early.connection_id = secret.connection_id");
        await LongAgoAsync();
        Assert.Equal(new TurnResult(0, 1, 0, 0, 0), await TurnAsync(_web.Services));
        await LongAgoAsync();
        Assert.Equal(new TurnResult(0, 0, 0, 0, 1), await TurnAsync(_web.Services));
    }

    [Fact]
    public async Task Only_the_data_key_is_wrapped_anew()
    {
        const string Text = "select string_agg(encode(substring(envelope from 67), 'hex'), ',' order by connection_id) from connection_secrets";
        const string Head = "select string_agg(encode(substring(envelope for 66), 'hex'), ',' order by connection_id) from connection_secrets";
        var tenant = await SealedAsync(3);
        var (text, head) = (await _web.ReadAsync(Text), await _web.ReadAsync(Head));
        await RotateAsync(tenant);
        Assert.Equal(text, await _web.ReadAsync(Text));
        Assert.NotEqual(head, await _web.ReadAsync(Head));
    }

    [Fact]
    public async Task A_key_is_not_destroyed_while_something_is_under_it()
    {
        var tenant = await SealedAsync(2);
        await _web.ExecuteAsync("update connection_secrets set envelope = set_byte(envelope, 30, 255 - get_byte(envelope, 30)) where connection_id = (select min(connection_id::text)::uuid from connection_secrets)");
        await StartAsync(tenant.AccountId);
        Assert.Equal(new TurnResult(1, 1, 1, 1, 0), await TurnAsync(_impatient!));
        Assert.Equal("decryptonly active", await StatesAsync(tenant));

        await _web.ExecuteAsync("delete from connection_secrets where key_version = 1");
        Assert.Equal(1, (await TurnAsync(_impatient!)).Retired);
    }

    [Fact]
    public async Task A_key_is_not_destroyed_while_a_grant_waits_that_it_may_have_sealed()
    {
        var tenant = await SealedAsync(0);
        await _web.ExecuteAsync($"""
            insert into connect_attempts (account_id, workspace_id, id, user_id, flow, parked, ends_at)
            values ('{tenant.AccountId}', '{tenant.WorkspaceId}', gen_random_uuid(), gen_random_uuid(), '', '', now() + interval '5 minutes')
            """);
        await StartAsync(tenant.AccountId);
        Assert.Equal(new TurnResult(1, 0, 0, 1, 0), await TurnAsync(_impatient!));
        await _web.ExecuteAsync("update connect_attempts set ends_at = now()");
        Assert.Equal(1, (await TurnAsync(_impatient!)).Retired);
    }

    [Fact]
    public async Task A_key_pasted_twice_is_recognised_after_any_number_of_rotations()
    {
        var tenant = await SealedAsync(1);
        var before = await FingerprintAsync(tenant);
        for (var round = 0; round < 3; round++)
        {
            await RotateAsync(tenant);
            Assert.Equal(before, await FingerprintAsync(tenant));
        }

        Assert.Equal("retired retired retired active", await StatesAsync(tenant));
    }

    [Fact]
    public async Task An_account_that_lost_its_keys_can_seal_again_and_reads_nothing_old()
    {
        var tenant = await SealedAsync(1);
        await _web.ExecuteAsync("delete from account_keys");
        Assert.Equal(1, await StartAsync(tenant.AccountId));
        await Assert.ThrowsAsync<VaultException>(() => _web.Services.OpenAllAsync(tenant));
        await _web.Services.SealAnewAsync(tenant, (await _web.ConnectionsAsync(tenant))[0].Id);
        Assert.Equal(1, await _web.Services.OpenAllAsync(tenant));
        Assert.Equal(0, await StartAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Rotating_under_load_with_kills_loses_nothing()
    {
        var tenant = await SealedAsync(1200);
        var hasty = await _web.StartHostAsync(("Vault:KeyCacheLife", "00:00:01"));
        await StartAsync(tenant.AccountId);
        using var done = new CancellationTokenSource();
        var load = Task.WhenAll(LoadAsync(_web.Services, tenant, 0, done.Token), LoadAsync(hasty, tenant, 1, done.Token));

        var kills = 0;
        while (await StatesAsync(tenant) != "retired active" && !load.IsFaulted)
            await TurnAndDieAsync(hasty, kills++);
        await done.CancelAsync();
        await load;

        Assert.True(kills >= Kills, $"Only {kills} kills.");
        Assert.Equal(0L, await _web.ReadAsync("select count(*) from connection_secrets where key_version <> 2"));
        Assert.Equal(1200, await _web.Services.OpenAllAsync(tenant));
    }

    // The transaction under way is lost, as when the process is killed.
    private static async Task TurnAndDieAsync(IServiceProvider services, int kill)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20 * kill));
        try
        {
            await TurnAsync(services, stop.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException || failure.InnerException is OperationCanceledException)
        {
        }
    }

    private async Task LoadAsync(IServiceProvider services, Tenant tenant, int half, CancellationToken done)
    {
        var connections = (await _web.ConnectionsAsync(tenant)).Where((_, index) => index % 2 == half).ToList();
        while (!done.IsCancellationRequested)
        {
            await services.SealAnewAsync(tenant, connections[Random.Shared.Next(connections.Count)].Id);
            Assert.Equal(1, await services.OpenAllAsync(tenant, connections[Random.Shared.Next(connections.Count)].Id));
        }
    }

    private async Task<Tenant> SealedAsync(int count)
    {
        var tenant = (await _web.OpenAgencyAsync()).Tenant;
        await _web.SealManyAsync(tenant, count);
        return tenant;
    }

    private async Task RotateAsync(Tenant tenant)
    {
        await StartAsync(tenant.AccountId);
        Assert.Equal(1, (await TurnAsync(_impatient!)).Retired);
    }

    private Task LongAgoAsync() => _web.ExecuteAsync("update account_keys set changed_at = now() - interval '11 minutes'");

    private Task<int> StartAsync(Guid account) => _web.UseAsync<RotateAccountKeys, int>(rotate => rotate.StartAsync(account, Stop));

    private static async Task<TurnResult> TurnAsync(IServiceProvider services, CancellationToken? stop = null)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AdvanceKeyRotations>().TurnAsync(stop ?? Stop);
    }

    private Task<string> FingerprintAsync(Tenant tenant) => _web.UseAsync<TaskJuiceDb, string>(async db =>
    {
        await using var session = await db.InWorkspaceAsync(tenant, Stop);
        return await _web.Services.GetRequiredService<SecretVault>().FingerprintAsync(session, "sandbox", ["key"], Stop);
    });

    private async Task<string> StatesAsync(Tenant tenant) => (string)(await _web.ReadAsync(
        $"select string_agg(state, ' ' order by version) from account_keys where version > 0 and account_id = '{tenant.AccountId}'"))!;
}
