using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Refreshing;

public sealed class OutageTests
{
    // Two Workers, each of which has seen ten failures and has some calls under way.
    private const int MostCallsBeforeThePause = 60;

    private static readonly string[] Accounts = ["acct_acme", "acct_globex"];
    private static readonly string[] Workspaces = [.. Enumerable.Range(1, 10).Select(number => $"outage-{number}")];

    [Fact]
    public async Task An_outage_of_the_provider_stops_nothing_for_good_and_bothers_nobody()
    {
        await using var system = await TestSystem.StartAsync(workers: 2, stop: TestContext.Current.CancellationToken);
        using var provider = new Provider(system);
        var database = new Database(system, "outage-%");
        await database.AddWorkspacesAsync(Workspaces);
        using var ada = await Person.SignInAsync(system);
        await ConnectEveryAccountAsync(provider, ada);
        Assert.Equal(Workspaces.Length * Accounts.Length, (await database.RowsAsync()).Count);

        await provider.ForgetCallsAsync();
        await provider.SetAsync(new() { Token = new() { Status = 500 } });
        await database.MakeDueAsync();
        var during = await Until.SeenAsync(database.RowsAsync, rows => rows.All(row => row is { Failures: > 0 } or { LastOutcome: "provider_paused" }), TimeSpan.FromSeconds(60));
        await Until.SeenAsync(() => database.CountAsync("provider_pauses where kind = 'outage'"), pauses => pauses == 1);
        Assert.All(during, row => Assert.Equal(("pending", 1), (row.Status, row.Version)));
        Assert.InRange((await provider.CallsAsync("token.refresh")).Count, 10, MostCallsBeforeThePause);
        foreach (var workspace in Workspaces)
            Assert.DoesNotContain("reauthorized", (await ada.OpenAsync($"/{workspace}/workflows")).Text);

        // One goes first and finds the provider well again; then all the others follow.
        await provider.SetAsync(new());
        await database.ExecuteAsync("update provider_pauses set until = now()");
        await database.ExecuteAsync("update refresh_leases set due_at = now()");
        await Until.SeenAsync(database.RowsAsync, rows => rows.All(row => row is { Status: "pending", IsFresh: true, Failures: 0 }), TimeSpan.FromSeconds(90));
        Assert.Equal(during.Count, (await provider.CallsAsync("token.refresh")).Count(call => call.Outcome == "granted"));
        Assert.Equal(0, await database.CountAsync("provider_pauses"));
    }

    private static async Task ConnectEveryAccountAsync(Provider provider, Person person)
    {
        foreach (var account in Accounts)
        {
            await provider.SetAsync(new() { AutoApprove = account });
            foreach (var workspace in Workspaces)
                await person.ConnectAsync(await person.AddStepAsync(workspace, "sandbox", "create-ticket"));
        }
    }
}
