using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Refreshing;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Notifying;

public sealed class WarningTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_refresh_remembers_when_the_refresh_token_ends_and_plans_the_warning()
    {
        var kept = await Kept.OAuthAsync(web);
        var catalog = Directory.CreateTempSubdirectory("taskjuice-catalog-");
        await File.WriteAllTextAsync(Path.Combine(catalog.FullName, "sandbox.yaml"), await SandboxAsync("rotation: rotates, refresh-life: 90d"), TestContext.Current.CancellationToken);
        var host = await web.StartHostAsync(("Catalog:Directory", catalog.FullName));
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{kept.Id}'");
        await using (var scope = host.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<RefreshConnection>().EnsureFreshAsync(kept.Agency.Tenant, kept.Id, null, CancellationToken.None);

        Assert.InRange((await kept.ReadAsync())!.RefreshTokenExpiresAt!.Value, DateTimeOffset.UtcNow.AddDays(89.9), DateTimeOffset.UtcNow.AddDays(90));
        Assert.Equal(true, await web.ReadAsync($"select warn_at between now() + interval '75 days' and now() + interval '76 days' from connection_watches where connection_id = '{kept.Id}'"));
        catalog.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_threshold_is_told_once_and_never_in_the_banner()
    {
        var kept = await Kept.OAuthAsync(web);
        await EndsInAsync(kept, 13);
        var other = await web.StartHostAsync();
        await Task.WhenAll(WarnAsync(web.Services), WarnAsync(other), WarnAsync(web.Services));
        Assert.Equal(1L, await NoticesAsync(kept, "closed_at is null"));

        var page = await NotificationsAsync(kept);
        Assert.Contains("Sandbox access expires soon", page);
        Assert.Contains("Notifications, 1 unread", page);
        Assert.DoesNotContain("reauth-title", page);
        Assert.Contains("Reconnect before then to keep your workflows running.", await kept.OpenAsync());

        await kept.Guest.Browser.SendFormAsync($"/{kept.Agency.Slug}/notifications/read", false, ("connection", $"{kept.Id}"));
        await WarnAsync(web.Services);
        Assert.DoesNotMatch(@"\bunread\b", await NotificationsAsync(kept));

        await EndsInAsync(kept, 6);
        await WarnAsync(web.Services);
        Assert.Contains("Notifications, 1 unread", await NotificationsAsync(kept));
        Assert.Equal(1L, await NoticesAsync(kept, "true"));
        Assert.Equal(true, await web.ReadAsync($"select warn_at between now() + interval '3 days' and now() + interval '5 days' from connection_watches where connection_id = '{kept.Id}'"));
    }

    [Fact]
    public async Task Reconnecting_ends_the_warning()
    {
        var kept = await Kept.OAuthAsync(web);
        await EndsInAsync(kept, 13);
        await WarnAsync(web.Services);
        await kept.Guest.ConnectAsync(kept.Step.Connect("oauth", kept.Id));
        Assert.Equal((0L, 1L), (await NoticesAsync(kept, "closed_at is null"), await NoticesAsync(kept, "closed_at is not null")));
        Assert.DoesNotContain("Reconnect before then", await kept.OpenAsync());
        Assert.Contains("Fixed", await NotificationsAsync(kept));
    }

    [Fact]
    public async Task A_healthy_connection_is_not_even_looked_at()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update connections set refresh_token_expires_at = now() + interval '1 day' where id = '{kept.Id}'");
        await WarnAsync(web.Services);
        Assert.Equal(0L, await NoticesAsync(kept, "true"));
        Assert.Contains("warn_at is not null", (string)(await web.ReadAsync("select indexdef from pg_indexes where indexname = 'ix_connection_watches_warn_at'"))!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_end_of_a_client_secret_is_told_to_those_who_run_the_account()
    {
        var kept = await Kept.OAuthAsync(web);
        var colleague = await web.AddColleagueAsync(kept.Agency);
        var day = DateTimeOffset.UtcNow.AddDays(6).ToString("yyyy-MM-dd");
        var (owner, member) = (await web.OnNewHostAsync(kept.Guest, ("OAuth:Clients:sandbox:SecretExpiresOn", day)), await web.SignInAsync(colleague));
        member = await web.OnNewHostAsync(member, ("OAuth:Clients:sandbox:SecretExpiresOn", day));
        var list = $"/{kept.Agency.Slug}/notifications";

        var page = (await owner.Browser.OpenAsync(list)).Text;
        Assert.Contains("Sandbox client secret expires soon", page);
        Assert.Contains("Notifications, 1 unread", page);
        Assert.DoesNotContain("reauth-title", page);
        Assert.DoesNotContain("client secret", (await member.Browser.OpenAsync(list)).Text);

        await owner.Browser.SendFormAsync($"{list}/read", false, ("app", "sandbox"));
        page = (await owner.Browser.OpenAsync(list)).Text;
        Assert.Contains("Sandbox client secret expires soon", page);
        Assert.DoesNotMatch(@"\bunread\b", page);
        Assert.DoesNotContain("client secret", await NotificationsAsync(kept));
    }

    private static async Task<string> SandboxAsync(string life)
    {
        using var reader = new StreamReader(typeof(AppCatalog).Assembly.GetManifestResourceStream("Apps/sandbox.yaml")!);
        return (await reader.ReadToEndAsync()).Replace("rotation: rotates", life);
    }

    private Task EndsInAsync(Kept kept, int days) => web.ExecuteAsync($"""
        update connections set refresh_token_expires_at = now() + interval '{days} days' where id = '{kept.Id}';
        insert into connection_watches (account_id, workspace_id, connection_id, app, warn_at)
            select account_id, workspace_id, id, app, now() - interval '1 second' from connections where id = '{kept.Id}'
            on conflict (account_id, workspace_id, connection_id) do update set warn_at = excluded.warn_at
        """);

    private static Task WarnAsync(IServiceProvider host) => host.GetRequiredService<WarningSchedule>().WarnDueAsync(TestContext.Current.CancellationToken);

    private static async Task<string> NotificationsAsync(Kept kept) => (await kept.Guest.Browser.OpenAsync($"/{kept.Agency.Slug}/notifications")).Text;

    private async Task<long> NoticesAsync(Kept kept, string where) => (long)(await web.ReadAsync($"select count(*) from notifications where connection_id = '{kept.Id}' and {where}"))!;
}
