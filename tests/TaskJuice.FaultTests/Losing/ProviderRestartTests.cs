using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Losing;

public sealed class ProviderRestartTests
{
    [Fact]
    public async Task A_restart_of_the_fake_provider_keeps_grants_tokens_and_clients()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var system = await TestSystem.StartAsync(stop: stop);
        using var provider = new Provider(system);
        var database = new Database(system);
        using var ada = await Person.SignInAsync(system);
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");
        await provider.SetAsync(new() { AutoApprove = "acct_acme" });
        await ada.ConnectAsync(step);
        await provider.PutClientAsync("another-client", new("another-secret"));

        await system.RestartProviderAsync(stop);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
        await provider.SetAsync(new() { Rotation = "strict" });
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Status: "active", Version: 2, IsFresh: true }]);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
        Assert.Equal("invalid_grant", await provider.RefreshAsync("another-client", "another-secret", "never-issued"));
        Assert.Equal("invalid_client", await provider.RefreshAsync("another-client", "wrong", "never-issued"));

        // What was used up or withdrawn stays so.
        await provider.RevokeAsync("acct_acme");
        await system.RestartProviderAsync(stop);
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Status: "error", Version: 2 }]);
    }
}
