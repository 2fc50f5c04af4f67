using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Testing;
using TaskJuice.Testing.KeyServices;
using Xunit;

namespace TaskJuice.Tests.Vault.Wrapping;

public sealed class KeyFilesTests : KeyEncryptionContract, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("taskjuice-keys-").FullName;

    public KeyFilesTests()
    {
        Write(1);
        Provider = Read(_directory);
    }

    protected override KeyEncryptionProvider Provider { get; }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    protected override KeyEncryptionProvider Stranger() => new KeyFiles(KeyEncryptionKeys.From(new ConfigurationBuilder().AddInMemoryCollection(
        [new("Vault:KeyEncryptionKey", Convert.ToBase64String(new byte[32]))]).Build()), "Vault:KeyEncryptionKey");

    protected override KeyEncryptionProvider Rotated()
    {
        Write(2);
        return Read(_directory);
    }

    private void Write(int version) => KeyFile.Write(_directory, version);

    private static KeyEncryptionProvider Read(string directory) =>
        KeyEncryptionProvider.From(new ConfigurationBuilder().AddInMemoryCollection([new("Vault:KeyDirectory", directory)]).Build());
}

public sealed class AwsKmsTests : KeyServiceContract, IAsyncLifetime
{
    private readonly FakeAwsKms _service = new();
    private AwsKms? _provider;

    protected override FakeKeyService Service => _service;

    protected override KeyEncryptionProvider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        _provider = _service.Use(_service.NewKey());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    protected override KeyEncryptionProvider Stranger() => _service.Use(_service.NewKey());

    protected override KeyEncryptionProvider Rotated() => _service.Use(_service.NewKey());
}

public sealed class TransitTests : KeyServiceContract, IAsyncLifetime
{
    private readonly FakeTransit _service = new();
    private Transit? _provider;
    private string _key = "";

    protected override FakeKeyService Service => _service;

    protected override KeyEncryptionProvider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        _provider = _service.Use(_key = _service.NewKey());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_key_without_derivation_is_refused_because_nothing_would_bind_to_the_account()
    {
        _service.Derived = false;
        var problem = await Assert.ThrowsAsync<KeyServiceException>(() => Provider.CurrentAsync(Stop));
        Assert.True(problem.IsRefusal);
        Assert.Contains("derived=true", problem.Message);
    }

    [Fact]
    public async Task A_renewed_token_file_is_read_again()
    {
        var file = Path.GetTempFileName();
        var provider = KeyEncryptionProvider.From(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Vault:Transit:Address", _service.Url), new("Vault:Transit:Key", _key), new("Vault:Transit:TokenFile", file)]).Build());
        await File.WriteAllTextAsync(file, "stale", Stop);
        Assert.True((await Assert.ThrowsAsync<KeyServiceException>(() => provider.CurrentAsync(Stop))).IsRefusal);
        await File.WriteAllTextAsync(file, FakeTransit.Token + "\n", Stop);
        Assert.Equal("vault-transit:1", await provider.CurrentAsync(Stop));
        File.Delete(file);
    }

    protected override KeyEncryptionProvider Stranger() => _service.Use(_service.NewKey());

    protected override KeyEncryptionProvider Rotated()
    {
        _service.Rotate(_key);
        return _provider!;
    }
}
