using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>What an operator types, each as the process it is.</summary>
public sealed class VaultCommandTests : IAsyncLifetime
{
    private readonly WebFixture _web = new();

    public ValueTask InitializeAsync() => _web.InitializeAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_rotation_from_the_first_word_to_the_last()
    {
        var tenant = (await _web.OpenAgencyAsync()).Tenant;
        await _web.SealManyAsync(tenant, 5);

        Assert.Contains("Account keys: 0 pending, 1 active, 0 decrypt-only, 0 retired.", await SaysAsync("status"));
        Assert.StartsWith("1 accounts have a new key", await SaysAsync("rotate-account-keys", "--account", tenant.AccountId.ToString()));
        Assert.Contains("1 pending, 1 active", await SaysAsync("status"));
        Assert.StartsWith("1 keys activated, 5 credentials rewrapped, 1 old keys destroyed.", await SaysAsync("rewrap"));
        Assert.Contains("0 pending, 1 active, 0 decrypt-only, 1 retired", await SaysAsync("status"));
        Assert.Equal(5, await _web.Services.OpenAllAsync(tenant));

        KeyFile.Write(_web.KeyDirectory, 2);
        Assert.Contains("all keys are now wrapped by file:2.", await SaysAsync("rotate-kek"));
        Assert.Contains("3 keys are wrapped by file:2.", await SaysAsync("status"));

        Assert.Contains("were deleted", await SaysAsync("shred-account", tenant.AccountId.ToString()));
        Assert.Equal(0L, await _web.ReadAsync("select count(*) from account_keys"));
    }

    [Theory]
    [InlineData("vault rewrap")]
    [InlineData("vault rewrap", "everything")]
    [InlineData("vault rewrap", "rotate-account-keys", "--account", "acme")]
    public async Task Other_words_are_answered_with_the_commands_there_are(string told, params string[] words)
    {
        var ended = await VaultProcess.RunAsync(_web, "TaskJuice.Worker", null, ["vault", .. words]);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(told, ended.Errors);
    }

    [Fact]
    public async Task An_account_that_is_not_there_ends_with_one()
    {
        var ended = await VaultProcess.RunAsync(_web, "TaskJuice.Worker", null, "vault", "rotate-account-keys", "--account", Guid.NewGuid().ToString());
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("does not exist", ended.Output);
    }

    private async Task<string> SaysAsync(params string[] words)
    {
        var ended = await VaultProcess.RunAsync(_web, "TaskJuice.Worker", null, ["vault", .. words]);
        Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        return ended.Output;
    }
}
