using System.Net;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Losing;

public sealed class LostServersTests(OwnServers servers) : IClassFixture<OwnServers>
{
    private static readonly (HttpStatusCode, HttpStatusCode) Both200 = (HttpStatusCode.OK, HttpStatusCode.OK);
    private static readonly (HttpStatusCode, HttpStatusCode) Both503 = (HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable);

    private TestSystem System => servers.System;

    [Fact]
    public async Task Without_Redis_tokens_are_refreshed_and_used_all_the_same()
    {
        using var provider = new Provider(System);
        var database = new Database(System, "acme");
        var (ada, step) = await ConnectedAsync(provider, "acme");
        using var _ = ada;

        await System.Redis.KillAsync();
        await Until.SeenAsync(() => servers.AskAsync("/health"), answers => answers == Both503);
        Assert.Equal(Both200, await servers.AskAsync("/alive"));
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true }]);
        Assert.Contains("Sandbox answered.", (await ada.TestAsync(step)).Text);

        await System.Redis.StartAgainAsync(TestContext.Current.CancellationToken);
        await Until.SeenAsync(() => servers.AskAsync("/health"), answers => answers == Both200);
        await ada.ConnectAsync(step);
    }

    [Fact]
    public async Task An_authorization_under_way_is_finished_without_Redis()
    {
        using var provider = new Provider(System);
        using var ada = await Person.SignInAsync(System);
        var step = await ada.AddStepAsync("globex", "sandbox", "create-ticket");
        await provider.SetAsync(new() { AutoApprove = "acct_globex" });
        var waiting = await ada.StartOAuthAsync(step);

        await System.Redis.KillAsync();
        var end = await ada.FollowAsync(waiting);
        await System.Redis.StartAgainAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, end.Status);
        Assert.Contains("Globex Sales", end.Text);
        await Until.SeenAsync(() => servers.AskAsync("/health"), answers => answers == Both200);
    }

    [Fact]
    public async Task Without_PostgreSQL_people_read_a_friendly_page_and_everything_comes_back_by_itself()
    {
        using var provider = new Provider(System);
        var database = new Database(System, "after");
        await database.AddWorkspacesAsync(["after"]);
        var (ada, step) = await ConnectedAsync(provider, "after");
        using var _ = ada;

        await System.Postgres.StopAsync();
        var page = await ada.OpenAsync(step.Address);
        Assert.InRange((int)page.Status, 500, 599);
        Assert.Contains("Something broke on our side. Nothing was changed.", page.Text);
        var test = await ada.TestAsync(step);
        Assert.InRange((int)test.Status, 500, 599);
        Assert.Contains("Something broke on our side. Nothing was changed.", test.Text);
        Assert.Equal(Both200, await servers.AskAsync("/alive"));
        Assert.Equal(Both503, await servers.AskAsync("/health"));

        await System.Postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await Until.SeenAsync(() => servers.AskAsync("/health"), answers => answers == Both200);
        Assert.Equal(HttpStatusCode.OK, (await ada.OpenAsync(step.Address)).Status);
        Assert.Contains("Sandbox answered.", (await ada.TestAsync(step)).Text);
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Status: "active", Version: 2, IsFresh: true }]);
    }

    private async Task<(Person, Step)> ConnectedAsync(Provider provider, string workspace)
    {
        var ada = await Person.SignInAsync(System);
        var step = await ada.AddStepAsync(workspace, "sandbox", "create-ticket");
        await provider.SetAsync(new() { AutoApprove = "acct_acme" });
        await ada.ConnectAsync(step);
        return (ada, step);
    }
}
