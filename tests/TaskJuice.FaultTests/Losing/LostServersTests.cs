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
        await servers.UntilAsync("cache", "Degraded");
        Assert.Equal(Both200, await servers.AskAsync("/alive"));
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true }]);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);

        await System.Redis.StartAgainAsync(TestContext.Current.CancellationToken);
        await servers.UntilAsync("cache", "Healthy");
        await ada.ConnectAsync(step);
    }

    [Fact]
    public async Task Without_Redis_the_whole_system_starts_and_works_behind_its_balancer()
    {
        using var provider = new Provider(System);
        var database = new Database(System, "without");
        await database.AddWorkspacesAsync(["without"]);
        await System.Redis.KillAsync();
        foreach (var process in (string[])["worker-1", "web-1"])
            await System.RestartAsync(process, TestContext.Current.CancellationToken);
        await servers.UntilAsync("cache", "Degraded");

        using var ada = await Person.SignInAsync(System, through: new Balancer(System.WebUrl));
        var step = await ada.AddStepAsync("without", "sandbox", "create-ticket");
        await provider.SetAsync(new() { AutoApprove = "acct_acme" });
        var flow = (await ada.OpenAsync(step.Connect("oauth"))).Hidden("flow")!;
        var popup = await ada.SendAsync(step.Connect("oauth", "/oauth"), ("flow", flow), ("mode", ""));
        var panel = $"/without/connect/flows/{flow}";
        Assert.Equal(HttpStatusCode.NoContent, (await ada.PollAsync(panel, step.Address)).Status);
        await ada.FollowAsync(popup);
        Assert.Contains("Acme Ops", (await ada.PollAsync(panel, step.Address)).Text);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);

        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Status: "active", Version: 2, IsFresh: true }]);
        var key = await ada.ConnectAsync(step, "api-key", ("f.name", "Globex by key"), ("f.key", "sk_sandbox_globex"));
        Assert.Equal(HttpStatusCode.SeeOther, key.Status);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
        await servers.UntilAsync("cache", "Degraded");

        await System.Redis.StartAgainAsync(TestContext.Current.CancellationToken);
        await servers.UntilAsync("cache", "Healthy");
    }

    [Fact]
    public async Task A_Redis_that_hangs_keeps_no_balancer_waiting()
    {
        System.Redis.Server!.Pause();
        try
        {
            await servers.UntilAsync("cache", "Degraded");
        }
        finally
        {
            System.Redis.Server!.Resume();
        }

        await servers.UntilAsync("cache", "Healthy");
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
        await servers.UntilAsync("cache", "Healthy");
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
        Assert.Contains("Something went wrong on our side. Nothing was changed.", page.Text);
        var test = await ada.TestAsync(step);
        Assert.InRange((int)test.Status, 500, 599);
        Assert.Contains("Something went wrong on our side. Nothing was changed.", test.Text);
        Assert.Equal(Both200, await servers.AskAsync("/alive"));
        Assert.Equal(Both503, await servers.AskAsync("/health"));

        await System.Postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await Until.SeenAsync(() => servers.AskAsync("/health"), answers => answers == Both200);
        Assert.Equal(HttpStatusCode.OK, (await ada.OpenAsync(step.Address)).Status);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
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
