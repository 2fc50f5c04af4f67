using TaskJuice.Core.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>What a refresh tells besides the token.</summary>
public sealed class FollowReplyTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Permissions_that_a_refresh_no_longer_grants_are_missing_and_come_back_with_one_that_does()
    {
        await using var provider = await WrittenProvider.StartAsync();
        var (agency, guest, step) = await ConnectedAsync(provider);
        Assert.Empty((await ReadAsync(agency)).MissingScopes);

        await RefreshAsync(agency, guest, step, provider, Reply(2, provider.First, "read"));
        Assert.Equal(["write"], (await ReadAsync(agency)).MissingScopes);

        await RefreshAsync(agency, guest, step, provider, """{"access_token":"access-of-quirky-3"}""");
        Assert.Equal(["write"], (await ReadAsync(agency)).MissingScopes);

        await RefreshAsync(agency, guest, step, provider, Reply(4, provider.First, "write read"));
        Assert.Empty((await ReadAsync(agency)).MissingScopes);
    }

    [Fact]
    public async Task A_new_address_of_the_API_is_followed_to_the_hosts_of_the_app_and_nowhere_else()
    {
        await using var provider = await WrittenProvider.StartAsync();
        var (agency, guest, step) = await ConnectedAsync(provider);
        Assert.Equal(provider.First, provider.CalledAs("/me")[^1]);

        await RefreshAsync(agency, guest, step, provider, Reply(2, provider.Second, "read write"));
        Assert.Equal(provider.Second, (await ReadAsync(agency)).Settings["api_domain"]);
        Assert.Equal(provider.Second, provider.CalledAs("/me")[^1]);

        foreach (var foreign in (string[])["https://evil.example", "http://127.0.0.1:9", "not an address", "https://user@localhost"])
        {
            await RefreshAsync(agency, guest, step, provider, Reply(3, foreign, "read write"));
            Assert.Equal(provider.Second, (await ReadAsync(agency)).Settings["api_domain"]);
        }

        Assert.Equal(provider.Second, provider.CalledAs("/me")[^1]);
    }

    [Fact]
    public async Task A_reply_that_does_not_say_whose_account_it_is_connects_nothing()
    {
        await using var provider = await WrittenProvider.StartAsync();
        provider.Token = Reply(1, provider.First, "read write");
        provider.Me = """{"name":"Nobody"}""";
        var (agency, guest, step) = await provider.VisitAsync(web);
        await WrittenProvider.ConnectAsync(guest, step);
        Assert.Single(provider.CalledAs("/me"));
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Fact]
    public async Task Connected_again_without_a_lifetime_the_token_has_that_of_the_one_before()
    {
        await using var provider = await WrittenProvider.StartAsync();
        var (agency, guest, step) = await ConnectedAsync(provider);
        provider.Token = Reply(2, provider.First, "read write").Replace("\"expires_in\":3600,", "", StringComparison.Ordinal);

        await WrittenProvider.ConnectAsync(guest, step);
        var again = await ReadAsync(agency);
        Assert.Equal(2, again.SecretVersion);
        Assert.InRange(again.ExpiresAt!.Value - again.ConnectedAt, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    private static string Reply(int number, string domain, string scope) => $$"""
        {"access_token":"access-of-quirky-{{number}}","refresh_token":"refresh-of-quirky-{{number}}","expires_in":3600,"scope":"{{scope}}","api_domain":"{{domain}}"}
        """;

    private async Task<(Agency Agency, Guest Guest, Step Step)> ConnectedAsync(WrittenProvider provider)
    {
        provider.Token = Reply(1, provider.First, "read write");
        var (agency, guest, step) = await provider.VisitAsync(web);
        await WrittenProvider.ConnectAsync(guest, step);
        return (agency, guest, step);
    }

    private async Task RefreshAsync(Agency agency, Guest guest, Step step, WrittenProvider provider, string reply)
    {
        provider.Token = reply;
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where workspace_id = '{agency.Tenant.WorkspaceId}'");
        await guest.TestStepAsync(step);
    }

    private async Task<Connection> ReadAsync(Agency agency) => Assert.Single(await web.ConnectionsAsync(agency.Tenant));
}
