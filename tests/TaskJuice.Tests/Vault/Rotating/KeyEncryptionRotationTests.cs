using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Vault.Rotating;
using TaskJuice.Testing;
using TaskJuice.Testing.KeyServices;
using Xunit;

namespace TaskJuice.Tests.Vault.Rotating;

public sealed class KeyEncryptionRotationTests : IAsyncLifetime
{
    private readonly WebFixture _web = new();
    private readonly string _newOnly = Directory.CreateTempSubdirectory("taskjuice-keys-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _web.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        Directory.Delete(_newOnly, recursive: true);
    }

    [Fact]
    public async Task After_it_the_old_key_can_go_and_neither_credentials_nor_sign_ins_are_lost()
    {
        var agency = await _web.OpenAgencyAsync();
        await _web.SealManyAsync(agency.Tenant, 10);
        var guest = await _web.SignInAsync(agency);
        var before = await SecretsAsync();
        AddKey();
        var services = await _web.StartHostAsync();

        Assert.Equal(2, await RotateAsync(services));
        Assert.Equal(0, await RotateAsync(services));

        var withoutOld = await _web.StartHostAsync(("Vault:KeyDirectory", _newOnly));
        Assert.Equal(10, await withoutOld.OpenAllAsync(agency.Tenant));
        Assert.Equal(before, await SecretsAsync());
        var elsewhere = await _web.OnNewHostAsync(guest, ("Vault:KeyDirectory", _newOnly));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Browser.OpenAsync($"/{agency.Slug}/workflows")).Status);
    }

    [Fact]
    public async Task Keys_move_to_another_provider_and_the_files_can_go()
    {
        await using var service = new FakeTransit();
        await service.InitializeAsync();
        (string, string)[] transit = [("Vault:Transit:Address", service.Url), ("Vault:Transit:Key", service.NewKey()), ("Vault:Transit:Token", FakeTransit.Token)];
        var agency = await _web.OpenAgencyAsync();
        await _web.SealManyAsync(agency.Tenant, 10);
        var guest = await _web.SignInAsync(agency);
        var before = await SecretsAsync();

        var both = await _web.StartHostAsync([.. transit, ("Vault:WrapWith", "vault-transit")]);
        Assert.Equal(10, await both.OpenAllAsync(agency.Tenant));
        Assert.Equal(2, await RotateAsync(both));
        Assert.Equal(0L, await _web.ReadAsync("select count(*) from account_keys where wrapped_by <> 'vault-transit:1'"));

        (string, string)[] transitOnly = [.. transit, ("Vault:KeyDirectory", "")];
        Assert.Equal(10, await (await _web.StartHostAsync(transitOnly)).OpenAllAsync(agency.Tenant));
        Assert.Equal(before, await SecretsAsync());
        var elsewhere = await _web.OnNewHostAsync(guest, transitOnly);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Browser.OpenAsync($"/{agency.Slug}/workflows")).Status);
    }

    [Fact]
    public async Task A_key_that_does_not_open_stops_it_and_the_rest_is_done_when_that_is_repaired()
    {
        var (broken, sound) = (await _web.OpenAgencyAsync(), await _web.OpenAgencyAsync());
        await _web.SealManyAsync(sound.Tenant, 1);
        AddKey();
        var services = await _web.StartHostAsync();
        await FlipAsync(broken.Tenant.AccountId);
        await Assert.ThrowsAsync<Core.Vault.VaultException>(() => RotateAsync(services));
        await FlipAsync(broken.Tenant.AccountId);
        await RotateAsync(services);
        Assert.Equal(0L, await _web.ReadAsync("select count(*) from account_keys where wrapped_by <> 'file:2'"));
        Assert.Equal(1, await services.OpenAllAsync(sound.Tenant));
    }

    [Fact]
    public async Task Every_provider_and_version_that_is_still_needed_is_told()
    {
        await _web.OpenAgencyAsync();
        AddKey();
        var services = await _web.StartHostAsync();
        await using var scope = services.CreateAsyncScope();
        var status = await scope.ServiceProvider.GetRequiredService<ReadVaultStatus>().ReadAsync(Stop);
        Assert.Equal("file:2", status.Current);
        Assert.Equal(new Dictionary<string, int> { ["file:1"] = 2 }, status.WrappedBy);
    }

    private void AddKey() => KeyFile.Write(_newOnly, "2.key", KeyFile.Write(_web.KeyDirectory, 2));

    private static async Task<int> RotateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RotateKeyEncryption>().RotateAsync(Stop);
    }

    private Task FlipAsync(Guid account) =>
        _web.ExecuteAsync($"update account_keys set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20)) where account_id = '{account}'");

    private Task<object?> SecretsAsync() => _web.ReadAsync("select string_agg(encode(envelope, 'hex'), ',' order by connection_id) from connection_secrets");
}
