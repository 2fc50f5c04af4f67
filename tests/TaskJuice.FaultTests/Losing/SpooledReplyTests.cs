using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Losing;

public sealed class SpooledReplyTests(OwnServers servers) : IClassFixture<OwnServers>
{
    private static readonly Knobs SingleUse = new() { AutoApprove = "acct_acme", Rotation = "strict", ReuseEndsGrant = true };

    private TestSystem System => servers.System;

    [Fact]
    public async Task A_token_that_comes_while_the_database_is_away_waits_on_the_disk_and_is_not_lost()
    {
        using var provider = new Provider(System);
        var database = new Database(System, "acme");
        using var ada = await Person.SignInAsync(System);
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");
        await provider.SetAsync(SingleUse);
        await ada.ConnectAsync(step);

        await provider.SetAsync(SingleUse with { Token = new() { AnswerDelayMs = 3000, Only = "refresh_token", Times = 1 } });
        await database.MakeDueAsync();
        await Until.SeenAsync(() => provider.CallsAsync("token.refresh"), calls => calls.Count > 0);
        await System.Postgres.KillAsync();
        var file = Assert.Single(await Until.SeenAsync(() => Task.FromResult(Directory.GetFiles(System.SpoolDirectory, "*.reply")), files => files.Length > 0));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.All(await provider.SecretsAsync(), secret => Assert.DoesNotContain(secret, kept));

        await System.Postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true, Held: false }], TimeSpan.FromSeconds(90));
        Assert.Equal("granted", Assert.Single(await provider.CallsAsync("token.refresh")).Outcome);
        Assert.Empty(Directory.GetFiles(System.SpoolDirectory));
        Assert.Contains("Sandbox answered.", (await ada.TestAsync(step)).Text);
    }
}
