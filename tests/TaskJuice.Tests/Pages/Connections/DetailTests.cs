using System.Net;
using TaskJuice.Core.Connections;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class DetailTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_page_says_how_it_stands_where_it_is_used_and_what_happened()
    {
        var kept = await Kept.OAuthAsync(web);
        var page = await kept.OpenAsync();
        Assert.Contains("Pending. It becomes active the first time a step uses it.", page);
        Assert.Contains($"{kept.Step.Workflow}?step={kept.Step.Key}", page);
        Assert.Contains("TaskJuice's shared app", page);
        Assert.Contains("See your email address <code>email</code>", page);
        Assert.Contains($"{kept.Agency.Email} connected the account.", page);
        Assert.Contains($"/{kept.Agency.Slug}/connect/sandbox?connection={kept.Id}", page);
        Assert.DoesNotContain("Limited", page);
    }

    [Fact]
    public async Task No_page_shows_the_credential()
    {
        var kept = await Kept.KeyAsync(web);
        var secrets = (await web.SecretOfAsync(kept.Agency.Tenant, kept.Id)).Values;
        foreach (var end in (string[])["", "/delete", "/disconnect", "/replace"])
        {
            var page = await kept.OpenAsync(end);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, page));
        }
    }

    [Theory]
    [InlineData("invalid_grant", "Sandbox no longer accepts this connection.")]
    [InlineData("key_refused", "Sandbox no longer accepts this key.")]
    [InlineData("login_required", "Sandbox needs you to sign in and approve access again.")]
    [InlineData("status_401", "refused to renew access and didn't say why.")]
    [InlineData("odd_code", "It says: “odd_code”.")]
    public async Task A_broken_one_says_since_when_why_and_what_waits(string code, string sentence)
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.BreakAsync(code);
        var page = await kept.OpenAsync();
        Assert.Contains("Reconnection needed.", page);
        Assert.Matches("Since <time[^>]*>2 hours ago</time>", page);
        Assert.Contains(sentence, page);
        Assert.Contains("1 step is paused until you reconnect it.", page);
        Assert.DoesNotContain("Check now", page);
    }

    [Fact]
    public async Task What_was_not_granted_is_named_and_can_be_asked_for_again()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update connections set missing_scopes = array['calendar.read'] where id = '{kept.Id}'");
        var page = await kept.OpenAsync();
        Assert.Contains("Limited", page);
        Assert.Contains("<code>calendar.read</code>", page);
        Assert.Contains("Reconnect and ask again", page);
    }

    [Fact]
    public async Task A_pasted_key_is_replaced_and_not_signed_in_again()
    {
        var kept = await Kept.KeyAsync(web);
        var page = await kept.OpenAsync();
        Assert.Contains("Replace key", page);
        Assert.Contains("API key, no expiry date", page);
        Assert.DoesNotContain("OAuth client", page);
    }

    [Fact]
    public async Task Check_now_makes_one_call_and_the_first_success_makes_it_active()
    {
        var kept = await Kept.OAuthAsync(web);
        var answer = await kept.SendAsync("check", fragment: true);
        Assert.Contains("Sandbox responded. The connection works.", answer.Text);
        Assert.Matches("Active\\.[^<]*<span class=\"health__more\">\\s*<span>Checked <time[^>]*>just now</time>\\.", answer.Text);
        Assert.Contains($"{kept.Agency.Email} checked it. It works.", answer.Text);
        Assert.Contains("hx-target=\"#announcer\"", answer.Text);
        Assert.Equal((ConnectionStatus.Active, 1L, 1), ((await kept.ReadAsync())!.Status, await kept.EventsAsync("checked", "answered"), await web.CallsAsync("userinfo")));
    }

    [Fact]
    public async Task A_key_that_is_refused_needs_a_person_and_says_so()
    {
        var kept = await Kept.KeyAsync(web);
        await web.TurnAsync(new() { Api = new() { Status = 401 } });
        var answer = await kept.SendAsync("check", fragment: true);
        await web.TurnAsync(new());
        Assert.Contains("Sandbox no longer accepts this key, so checking again won't help. Replace the key.", answer.Text);
        Assert.Contains("A connection needs to be reauthorized", answer.Text);
        Assert.Equal((ConnectionStatus.Error, "key_refused"), ((await kept.ReadAsync())!.Status, (await kept.ReadAsync())!.ErrorReason));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_provider_in_trouble_says_nothing_about_the_connection(int status)
    {
        var kept = await Kept.KeyAsync(web);
        await web.TurnAsync(new() { Api = new() { Status = status } });
        var answer = await kept.SendAsync("check");
        await web.TurnAsync(new());
        Assert.Contains("This doesn't mean anything is wrong with the account.", answer.Text);
        Assert.Equal((ConnectionStatus.Pending, 1L), ((await kept.ReadAsync())!.Status, await kept.EventsAsync("checked", "unavailable")));
    }

    [Fact]
    public async Task A_new_name_is_kept_and_the_old_one_remembered()
    {
        var kept = await Kept.OAuthAsync(web);
        var answer = await kept.SendAsync("rename", false, ("name", "  Acme production "));
        Assert.Equal((HttpStatusCode.SeeOther, kept.Path), (answer.Status, answer.Location));
        await kept.SendAsync("rename", false, ("name", "Acme production"));
        Assert.Equal(("Acme production", 1L), ((await kept.ReadAsync())!.Label, await kept.EventsAsync("renamed", Kept.Label)));
        Assert.Contains("renamed it. Its old name was “Acme Ops”.", await kept.OpenAsync());
    }

    [Fact]
    public async Task A_name_that_is_none_is_asked_for_again()
    {
        var kept = await Kept.OAuthAsync(web);
        foreach (var name in (string[])["  ", new string('x', 121)])
        {
            var answer = await kept.SendAsync("rename", true, ("name", name));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains("A name must be 1 to 120 characters long.", answer.Text);
            Assert.Contains("aria-invalid=\"true\"", answer.Text);
        }

        Assert.Equal(Kept.Label, (await kept.ReadAsync())!.Label);
    }

    [Fact]
    public async Task A_name_that_another_one_has_is_taken_with_a_warning()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.AlsoAsync("Globex books");
        Assert.Contains("Another Sandbox connection has the same name.", (await kept.SendAsync("rename", true, ("name", "Globex books"))).Text);
    }

    [Fact]
    public async Task Older_history_is_one_click_away()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"""
            insert into audit_events (account_id, workspace_id, id, connection_id, kind, at)
            select account_id, workspace_id, gen_random_uuid(), id, 'refreshed', created_at + interval '1 hour' * n from connections, generate_series(1, 200) n where id = '{kept.Id}'
            """);
        var page = await kept.OpenAsync();
        Assert.Contains("Access was refreshed 24 times.", page);
        Assert.DoesNotContain("connected the account.", page);
        var earlier = System.Text.RegularExpressions.Regex.Match(page, "below=([0-9a-f-]{36})").Groups[1].Value;
        var older = (await kept.Guest.Browser.OpenAsync($"{kept.Path}?below={earlier}", fragment: true)).Text;
        Assert.StartsWith("<section class=\"detail__history", older.TrimStart());
        Assert.Contains("connected the account.", older);
    }
}
