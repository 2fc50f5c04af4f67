using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Testing.KeyServices;
using Xunit;

namespace TaskJuice.Tests.Vault.Wrapping;

/// <summary>What a process keeps in memory of the keys it has opened.</summary>
public sealed class OpenKeysTests : IAsyncLifetime
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private readonly FakeTransit _service = new();
    private readonly FakeTimeProvider _clock = new();
    private AccountKeyCache? _open;
    private AccountKey? _row;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        var provider = _service.Use(_service.NewKey());
        _open = new(provider, new() { KeyCacheLife = TimeSpan.FromMinutes(5) }, _clock);
        _row = await RowAsync(provider, Guid.NewGuid());
        await OpensAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _open!.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task An_opened_key_is_not_asked_for_again_within_its_life()
    {
        var before = _service.Calls;
        _clock.Advance(TimeSpan.FromMinutes(4));
        await OpensAsync();
        Assert.Equal(before, _service.Calls);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await OpensAsync();
        Assert.Equal(before + 1, _service.Calls);
    }

    [Fact]
    public async Task Ten_minutes_without_the_service_do_not_stop_a_warm_process()
    {
        _service.IsDown = true;
        for (var minute = 0; minute < 10; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await OpensAsync();
        }
    }

    [Fact]
    public async Task During_an_outage_the_service_is_asked_now_and_then_and_not_with_every_call()
    {
        _service.IsDown = true;
        _clock.Advance(TimeSpan.FromMinutes(6));
        var before = _service.Calls;
        for (var call = 0; call < 20; call++)
            await OpensAsync();
        Assert.Equal(before + 1, _service.Calls);
    }

    [Fact]
    public async Task An_outage_is_not_survived_for_ever()
    {
        _service.IsDown = true;
        _clock.Advance(TimeSpan.FromMinutes(61));
        await Assert.ThrowsAsync<KeyServiceException>(() => _open!.OpenAsync(_row!, Stop));
    }

    [Fact]
    public async Task A_service_that_refuses_ends_it_at_once()
    {
        _clock.Advance(TimeSpan.FromMinutes(6));
        _service.Refuses = true;
        await Assert.ThrowsAsync<KeyServiceException>(() => _open!.OpenAsync(_row!, Stop));
        (_service.Refuses, _service.IsDown) = (false, true);
        await Assert.ThrowsAsync<KeyServiceException>(() => _open!.OpenAsync(_row!, Stop));
    }

    [Fact]
    public async Task A_process_that_never_opened_the_key_has_nothing_to_fall_back_on()
    {
        _service.IsDown = true;
        using var cold = new AccountKeyCache(_service.Use("key"), new() { KeyCacheLife = TimeSpan.FromMinutes(5) }, _clock);
        await Assert.ThrowsAsync<KeyServiceException>(() => cold.OpenAsync(_row!, Stop));
    }

    [Fact]
    public async Task A_changed_row_is_not_answered_from_memory()
    {
        var changed = new AccountKey(_row!.AccountId, 1, AccountKeyState.Active, new(_row.WrappedBy, [.. _row.Wrapped.Reverse()]), _clock.GetUtcNow());
        await Assert.ThrowsAsync<VaultException>(() => _open!.OpenAsync(changed, Stop));
    }

    private async Task OpensAsync()
    {
        var key = await _open!.OpenAsync(_row!, Stop);
        Assert.Equal(Key, key);
        CryptographicOperations.ZeroMemory(key);
    }

    private async Task<AccountKey> RowAsync(KeyEncryptionProvider provider, Guid account) =>
        new(account, 1, AccountKeyState.Active, await provider.WrapAsync(Key, KeyContext.OfAccount(account, 1), Stop), _clock.GetUtcNow());
}
