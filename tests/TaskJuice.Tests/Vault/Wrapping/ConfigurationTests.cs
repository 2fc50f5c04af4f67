using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Vault.Wrapping;
using Xunit;

namespace TaskJuice.Tests.Vault.Wrapping;

public sealed class ConfigurationTests
{
    private const string File = "Vault:KeyEncryptionKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string Kms = "Vault:AwsKms:KeyId=alias/taskjuice";
    private const string Transit = "Vault:Transit:Address=https://vault.example.test";

    [Theory]
    [InlineData("Vault:KeyDirectory, Vault:KeyEncryptionKey, Vault:AwsKms:KeyId, Vault:Transit:Address")]
    [InlineData("Vault:KeyEncryptionKey and Vault:AwsKms:KeyId are both set", File, Kms)]
    [InlineData("Vault:AwsKms:KeyId and Vault:Transit:Address are both set", Kms, Transit)]
    [InlineData("Vault:AwsKms:Region", Kms)]
    [InlineData("Vault:AwsKms:ServiceUrl", Kms, "Vault:AwsKms:Region=eu-central-1", "Vault:AwsKms:ServiceUrl=ftp://kms")]
    [InlineData("Vault:Transit:Address", "Vault:Transit:Address=vault:8200", "Vault:Transit:Key=taskjuice", "Vault:Transit:Token=t")]
    [InlineData("Vault:Transit:Key", Transit, "Vault:Transit:Token=t")]
    [InlineData("Vault:Transit:TokenFile", Transit, "Vault:Transit:Key=taskjuice")]
    [InlineData("Vault:Transit:TokenFile", Transit, "Vault:Transit:Key=taskjuice", "Vault:Transit:Token=t", "Vault:Transit:TokenFile=/token")]
    [InlineData("or Vault:WrapWith", File, Kms)]
    [InlineData("Vault:WrapWith must name one of the configured providers: file.", File, "Vault:WrapWith=aws-kms")]
    [InlineData("Vault:WrapWith must name one of the configured providers: file or vault-transit.", File, Transit, "Vault:Transit:Key=taskjuice", "Vault:Transit:Token=t", "Vault:WrapWith=aws-kms")]
    [InlineData("Vault:Transit:Key", File, Transit, "Vault:WrapWith=file")]
    [InlineData("Vault:KeyDirectory and Vault:KeyEncryptionKey are both set", "Vault:KeyDirectory=/keys", File, "Vault:WrapWith=file")]
    [InlineData("are all set", File, Kms, Transit, "Vault:WrapWith=file")]
    public void A_mistake_is_one_sentence_that_names_the_setting(string words, params string[] settings)
    {
        var problem = Assert.Throws<OptionsValidationException>(() => KeyEncryptionProvider.From(Settings(settings)));
        Assert.Contains(words, Assert.Single(problem.Failures));
    }

    [Theory]
    [InlineData(typeof(KeyFiles), File)]
    [InlineData(typeof(AwsKms), Kms, "Vault:AwsKms:Region=eu-central-1")]
    [InlineData(typeof(Core.Vault.Wrapping.Transit), Transit, "Vault:Transit:Key=taskjuice", "Vault:Transit:Token=t")]
    public void One_complete_provider_is_taken(Type provider, params string[] settings) =>
        Assert.IsType(provider, KeyEncryptionProvider.From(Settings(settings)));

    [Theory]
    [InlineData("file", "Vault:KeyEncryptionKey or Vault:Transit:Key")]
    [InlineData("vault-transit", "Vault:Transit:Key or Vault:KeyEncryptionKey")]
    public void Of_two_providers_the_named_one_wraps_and_a_wrong_key_names_both(string wrapWith, string setting)
    {
        var both = KeyEncryptionProvider.From(Settings([File, Transit, "Vault:Transit:Key=taskjuice", "Vault:Transit:Token=t", $"Vault:WrapWith={wrapWith}"]));
        Assert.Equal(wrapWith, both.Provider);
        Assert.Equal(setting, both.Setting);
    }

    private static IConfiguration Settings(string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Split('=', 2)[0], (string?)setting.Split('=', 2)[1]))).Build();
}
