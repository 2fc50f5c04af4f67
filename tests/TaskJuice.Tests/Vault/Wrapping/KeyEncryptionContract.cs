using System.Security.Cryptography;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Testing.KeyServices;
using Xunit;

namespace TaskJuice.Tests.Vault.Wrapping;

/// <summary>What every provider of the key-encryption key promises.</summary>
public abstract class KeyEncryptionContract
{
    protected static readonly KeyContext Mine = KeyContext.OfAccount(Guid.NewGuid(), 3);
    protected static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The provider with a key that it keeps over calls.</summary>
    protected abstract KeyEncryptionProvider Provider { get; }

    /// <summary>A provider with a key of its own.</summary>
    protected abstract KeyEncryptionProvider Stranger();

    /// <summary>The same provider after its operator has rotated the key.</summary>
    protected abstract KeyEncryptionProvider Rotated();

    public static TheoryData<string> Differences => ["account", "number", "label"];

    protected static KeyContext Other(string difference) => difference switch
    {
        "account" => Mine with { AccountId = Guid.NewGuid() },
        "number" => Mine with { Number = 4 },
        _ => Mine with { Label = "taskjuice.vault-key" },
    };

    [Fact]
    public async Task What_is_wrapped_opens_again_and_says_who_wrapped_it()
    {
        var wrapped = await Provider.WrapAsync(Key, Mine, Stop);
        Assert.Equal(Key, await Provider.UnwrapAsync(wrapped, Mine, Stop));
        Assert.Equal(await Provider.CurrentAsync(Stop), wrapped.By);
        Assert.Equal(-1, wrapped.Bytes.AsSpan().IndexOf(Key));
    }

    [Theory, MemberData(nameof(Differences))]
    public async Task It_opens_for_nothing_else(string difference)
    {
        var wrapped = await Provider.WrapAsync(Key, Mine, Stop);
        var other = Other(difference);
        await Assert.ThrowsAsync<VaultException>(() => Provider.UnwrapAsync(wrapped, other, Stop));
        await Assert.ThrowsAsync<VaultException>(() => Provider.RewrapAsync(wrapped, other, Stop));
    }

    [Fact]
    public async Task Changed_bytes_do_not_open()
    {
        var wrapped = await Provider.WrapAsync(Key, Mine, Stop);
        wrapped.Bytes[^1] ^= 1;
        await Assert.ThrowsAsync<VaultException>(() => Provider.UnwrapAsync(wrapped, Mine, Stop));
    }

    [Fact]
    public async Task Another_key_does_not_open_it()
    {
        var wrapped = await Provider.WrapAsync(Key, Mine, Stop);
        var stranger = Stranger();
        var claimed = wrapped with { By = await stranger.CurrentAsync(Stop) };
        await Assert.ThrowsAsync<VaultException>(() => stranger.UnwrapAsync(claimed, Mine, Stop));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("nobody:1")]
    [InlineData("")]
    public async Task What_somebody_else_wrapped_is_not_tried(string by)
    {
        var wrapped = await Provider.WrapAsync(Key, Mine, Stop);
        await Assert.ThrowsAsync<VaultException>(() => Provider.UnwrapAsync(wrapped with { By = by }, Mine, Stop));
    }

    [Fact]
    public async Task After_a_rotation_the_old_still_opens_and_the_new_wraps()
    {
        var old = await Provider.WrapAsync(Key, Mine, Stop);
        var rotated = Rotated();
        var rewrapped = await rotated.RewrapAsync(old, Mine, Stop);

        Assert.Equal(Key, await rotated.UnwrapAsync(old, Mine, Stop));
        Assert.Equal(Key, await rotated.UnwrapAsync(rewrapped, Mine, Stop));
        Assert.NotEqual(old.By, rewrapped.By);
        Assert.Equal(await rotated.CurrentAsync(Stop), rewrapped.By);
    }
}

/// <summary>What the providers behind a network promise besides.</summary>
public abstract class KeyServiceContract : KeyEncryptionContract
{
    protected abstract FakeKeyService Service { get; }

    [Fact]
    public async Task An_outage_and_a_refusal_are_told_apart_and_say_nothing_about_the_bytes()
    {
        var wrapped = await Provider.WrapAsync(Key, Mine, Stop);
        Service.IsDown = true;
        Assert.False((await FailureAsync(wrapped)).IsRefusal);
        (Service.IsDown, Service.Refuses) = (false, true);
        Assert.True((await FailureAsync(wrapped)).IsRefusal);
        Service.Refuses = false;
        await Service.DisposeAsync();
        Assert.False((await FailureAsync(wrapped)).IsRefusal);
    }

    private async Task<KeyServiceException> FailureAsync(WrappedKey wrapped)
    {
        await Assert.ThrowsAsync<KeyServiceException>(() => Provider.CurrentAsync(Stop));
        await Assert.ThrowsAsync<KeyServiceException>(() => Provider.WrapAsync(Key, Mine, Stop));
        return await Assert.ThrowsAsync<KeyServiceException>(() => Provider.UnwrapAsync(wrapped, Mine, Stop));
    }
}
