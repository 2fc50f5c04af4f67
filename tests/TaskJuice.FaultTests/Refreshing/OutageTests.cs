using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Refreshing;

public sealed class OutageTests
{
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

        await provider.SetAsync(new() { Token = new() { Status = 500 } });
        await database.MakeDueAsync();
        var during = await Until.SeenAsync(database.RowsAsync, rows => rows.All(row => row.Failures >= 2), TimeSpan.FromSeconds(60));
        Assert.All(during, row => Assert.Equal(("pending", 1), (row.Status, row.Version)));
        foreach (var workspace in Workspaces)
            Assert.DoesNotContain("reauthorized", (await ada.OpenAsync($"/{workspace}/workflows")).Text);

        await provider.SetAsync(new());
        await Until.SeenAsync(database.RowsAsync, rows => rows.All(row => row is { Status: "pending", IsFresh: true, Failures: 0 }), TimeSpan.FromSeconds(60));
        Assert.Equal(during.Count, (await provider.CallsAsync("token.refresh")).Count(call => call.Outcome == "granted"));
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
