using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Testing.KeyServices;
using Xunit;

namespace TaskJuice.Tests.Vault.Wrapping;

/// <summary>Key files and a key service at once, while keys move from the files to the service.</summary>
public sealed class MovingKeysTests : KeyServiceContract, IAsyncLifetime
{
    private readonly FakeTransit _service = new();
    private readonly string _file = NewKeyFile();
    private KeyEncryptionProvider? _provider;
    private string _key = "";

    protected override FakeKeyService Service => _service;

    protected override KeyEncryptionProvider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        _provider = Both(_file, _key = _service.NewKey());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task What_the_files_wrapped_opens_and_is_the_services_once_it_is_rewrapped()
    {
        var old = await From(Files(_file)).WrapAsync(Key, Mine, Stop);
        Assert.Equal(Key, await Provider.UnwrapAsync(old, Mine, Stop));

        var moved = await Provider.RewrapAsync(old, Mine, Stop);
        Assert.Equal("vault-transit:1", moved.By);
        Assert.Equal(Key, await _service.Use(_key).UnwrapAsync(moved, Mine, Stop));
    }

    [Theory, MemberData(nameof(Differences))]
    public async Task What_the_files_wrapped_opens_for_nothing_else(string difference)
    {
        var old = await From(Files(_file)).WrapAsync(Key, Mine, Stop);
        var other = Other(difference);
        await Assert.ThrowsAsync<VaultException>(() => Provider.UnwrapAsync(old, other, Stop));
        await Assert.ThrowsAsync<VaultException>(() => Provider.RewrapAsync(old, other, Stop));
    }

    [Fact]
    public async Task It_moves_back_the_same_way()
    {
        var old = await _service.Use(_key).WrapAsync(Key, Mine, Stop);
        var back = From([.. Files(_file), .. Transit(_key), new("Vault:WrapWith", "file")]);
        var moved = await back.RewrapAsync(old, Mine, Stop);
        Assert.Equal("file:1", moved.By);
        Assert.Equal(Key, await From(Files(_file)).UnwrapAsync(moved, Mine, Stop));
    }

    protected override KeyEncryptionProvider Stranger() => Both(NewKeyFile(), _service.NewKey());

    protected override KeyEncryptionProvider Rotated()
    {
        _service.Rotate(_key);
        return Provider;
    }

    private KeyEncryptionProvider Both(string file, string key) => From([.. Files(file), .. Transit(key), new("Vault:WrapWith", "vault-transit")]);

    private static string NewKeyFile() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static KeyValuePair<string, string?>[] Files(string key) => [new("Vault:KeyEncryptionKey", key)];

    private KeyValuePair<string, string?>[] Transit(string key) =>
        [new("Vault:Transit:Address", _service.Url), new("Vault:Transit:Key", key), new("Vault:Transit:Token", FakeTransit.Token)];

    private static KeyEncryptionProvider From(KeyValuePair<string, string?>[] settings) =>
        KeyEncryptionProvider.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
