using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Vault;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Vault;

public sealed class KeyEncryptionKeysTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("taskjuice-keys-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_highest_version_wraps_and_all_unwrap()
    {
        foreach (var version in (int[])[1, 2, 10])
            Write($"{version}.key", NewKey());
        var keys = KeyEncryptionKeys.From(Settings(("Vault:KeyDirectory", _directory)));
        Assert.Equal(10, keys.Current);
        Assert.NotEqual(keys.Key(1), keys.Key(2));
    }

    [Fact]
    public void One_key_from_the_platform_is_version_one()
    {
        var key = NewKey();
        var keys = KeyEncryptionKeys.From(Settings(("Vault:KeyEncryptionKey", $" {key}\n")));
        Assert.Equal((1, key), (keys.Current, Convert.ToBase64String(keys.Key(1))));
    }

    [Fact]
    public void A_version_that_is_not_here_is_named()
    {
        Write("1.key", NewKey());
        var keys = KeyEncryptionKeys.From(Settings(("Vault:KeyDirectory", _directory)));
        Assert.Contains("version 2", Assert.Throws<VaultException>(() => keys.Key(2)).Message);
    }

    [Fact]
    public void No_place_is_an_error_that_names_both() =>
        Assert.Contains("Vault:KeyEncryptionKey", Refusal());

    [Fact]
    public void Two_places_are_an_error_that_names_both() =>
        Assert.Contains("Vault:KeyDirectory and Vault:KeyEncryptionKey are both set",
            Refusal(("Vault:KeyDirectory", _directory), ("Vault:KeyEncryptionKey", NewKey())));

    [Theory]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_key_of_another_length_is_named_and_not_repeated(int bytes)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
        var single = Refusal(("Vault:KeyEncryptionKey", key));
        Assert.Contains("Vault:KeyEncryptionKey must contain 32 random bytes in base64", single);
        Write("1.key", key);
        var file = Refusal(("Vault:KeyDirectory", _directory));
        Assert.Contains(Path.Combine(_directory, "1.key"), file);
        Assert.DoesNotContain(key, single + file);
    }

    [Theory]
    [InlineData("one.key")]
    [InlineData("0.key")]
    [InlineData("-1.key")]
    [InlineData("1.5.key")]
    [InlineData("01.key")]
    public void A_file_that_is_not_named_for_its_version_is_named(string name)
    {
        Write("1.key", NewKey());
        Write(name, NewKey());
        Assert.Contains(Path.Combine(_directory, name), Refusal(("Vault:KeyDirectory", _directory)));
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_named()
    {
        File.CreateSymbolicLink(Path.Combine(_directory, "1.key"), Path.Combine(_directory, "gone"));
        Assert.Contains("1.key cannot be read", Refusal(("Vault:KeyDirectory", _directory)));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_can_read_or_change_is_named_also_behind_a_link(UnixFileMode more)
    {
        var kept = Directory.CreateDirectory(Path.Combine(_directory, "kept")).FullName;
        KeyFile.Write(kept, 1);
        File.CreateSymbolicLink(Path.Combine(_directory, "1.key"), Path.Combine(kept, "1.key"));
        Assert.Equal(1, KeyEncryptionKeys.From(Settings(("Vault:KeyDirectory", _directory))).Current);

        File.SetUnixFileMode(Path.Combine(kept, "1.key"), UnixFileMode.UserRead | more);
        var refusal = Refusal(("Vault:KeyDirectory", _directory));
        Assert.Contains($"{Path.Combine(_directory, "1.key")} can be read or changed by others than its owner", refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Fact]
    public void A_directory_in_which_everybody_may_put_a_key_is_named()
    {
        Write("1.key", NewKey());
        File.SetUnixFileMode(_directory, File.GetUnixFileMode(_directory) | UnixFileMode.OtherWrite);
        Assert.Contains($"Vault:KeyDirectory {_directory} is writable by all users", Refusal(("Vault:KeyDirectory", _directory)));
    }

    [Fact]
    public void A_directory_that_is_missing_or_empty_is_named()
    {
        Assert.Contains("contains no keys; create 1.key", Refusal(("Vault:KeyDirectory", _directory)));
        Assert.Contains("is not a directory", Refusal(("Vault:KeyDirectory", Path.Combine(_directory, "gone"))));
    }

    private void Write(string name, string key) => KeyFile.Write(_directory, name, key);

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string Refusal(params (string Key, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => KeyEncryptionKeys.From(Settings(settings))).Message;

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
