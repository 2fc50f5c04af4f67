using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class ListTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task An_empty_workspace_is_told_where_connecting_happens()
    {
        var agency = await web.OpenAgencyAsync();
        var page = (await (await web.SignInAsync(agency)).Browser.OpenAsync($"/{agency.Slug}/connections")).Text;
        Assert.Contains("No accounts connected yet", page);
        Assert.Contains("Connect New Account", page);
        Assert.DoesNotContain("id=\"filters\"", page);
    }

    [Fact]
    public async Task A_row_says_who_where_and_how_it_stands()
    {
        var kept = await Kept.OAuthAsync(web);
        var page = (await kept.Guest.Browser.OpenAsync(kept.List)).Text;
        Assert.Contains($"<a href=\"{kept.Path}\">Acme Ops</a>", page);
        Assert.Contains("Sandbox · ops@acme.test", page);
        Assert.Contains($"Connected by {kept.Agency.Email}", page);
        Assert.Contains("1 step of 1 workflow", page);
        Assert.Contains("<span class=\"badge badge--pending\">Pending</span>", page);
        Assert.Matches("Refreshes <time[^>]*>in 5[0-9] minutes</time>", page);
    }

    [Theory]
    [InlineData("q=contoso", "Contoso books")]
    [InlineData("q=OPS9", "Tailspin books")]
    [InlineData("q=100%25", "Save 100% of_it")]
    [InlineData("q=f_I", "Save 100% of_it")]
    [InlineData("app=sandbox-oauth", "Contoso books")]
    [InlineData("status=needs-reconnecting", "Tailspin books")]
    [InlineData("status=disconnected", "Save 100% of_it")]
    [InlineData("status=working&q=books", "Contoso books")]
    public async Task The_address_says_what_is_looked_for(string query, string found)
    {
        var kept = await FourAsync();
        var page = (await kept.Guest.Browser.OpenAsync($"{kept.List}?{query}")).Text;
        Assert.Equal([found], Names(page));
        Assert.Contains("Clear filters", page);
    }

    [Theory]
    [InlineData("", "Tailspin books|Acme Ops|Contoso books|Save 100% of_it")]
    [InlineData("?sort=name", "Acme Ops|Contoso books|Save 100% of_it|Tailspin books")]
    [InlineData("?sort=used", "Contoso books|Tailspin books|Acme Ops|Save 100% of_it")]
    [InlineData("?sort=nonsense&status=nonsense&owner=nonsense&p=-7", "Tailspin books|Acme Ops|Contoso books|Save 100% of_it")]
    public async Task The_order_can_be_chosen_and_problems_come_first(string query, string names)
    {
        var kept = await FourAsync();
        Assert.Equal(names.Split('|'), Names((await kept.Guest.Browser.OpenAsync(kept.List + query)).Text));
    }

    [Fact]
    public async Task People_can_be_told_apart_by_who_connected()
    {
        var kept = await FourAsync();
        var colleague = await web.AddColleagueAsync(kept.Agency);
        await web.ExecuteAsync($"update connections set created_by = '{colleague.UserId}' where id = '{kept.Id}'");
        Assert.Equal(["Acme Ops"], Names((await kept.Guest.Browser.OpenAsync($"{kept.List}?owner={colleague.UserId}")).Text));
    }

    [Fact]
    public async Task With_script_only_the_list_comes_with_a_tidy_address_and_a_spoken_count()
    {
        var kept = await FourAsync();
        var answer = await kept.Guest.Browser.OpenAsync($"{kept.List}?q=books&app=&status=&sort=problems", fragment: true);
        Assert.StartsWith("<section id=\"connection-list\"", answer.Text.TrimStart());
        Assert.Contains("<hx-partial hx-target=\"#announcer\">2 connections</hx-partial>", answer.Text);
        Assert.Equal($"{kept.List}?q=books", answer.Header("HX-Push-Url"));
        Assert.Contains("HX-Request", answer.Header("Vary"));
    }

    [Fact]
    public async Task Nothing_found_offers_to_clear_the_filters()
    {
        var kept = await Kept.OAuthAsync(web);
        var page = (await kept.Guest.Browser.OpenAsync($"{kept.List}?q=nobody")).Text;
        Assert.Contains("No matching connections", page);
        Assert.Contains($"href=\"{kept.List}\">Clear filters</a>", page);
    }

    [Fact]
    public async Task Many_connections_come_in_pages()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync(Copies("'Copy ' || n", "'acct_' || n", "'sandbox'", "'active'", "null", "generate_series(1, 2000) n", kept.Id));

        var first = (await kept.Guest.Browser.OpenAsync($"{kept.List}?sort=name")).Text;
        Assert.Contains("1 to 50 of 2,001 connections", first);
        Assert.Equal(50, Names(first).Count);
        Assert.Contains($"{kept.List}?sort=name&p=2", first);
        var last = (await kept.Guest.Browser.OpenAsync($"{kept.List}?sort=name&p=999", fragment: true)).Text;
        Assert.Contains("2001 to 2001 of 2,001 connections", last);
        Assert.Single(Names(last));
    }

    [Fact]
    public async Task Other_workspaces_are_neither_shown_nor_counted()
    {
        await Kept.OAuthAsync(web);
        var agency = await web.OpenAgencyAsync("globex");
        Assert.Contains("No accounts connected yet", (await (await web.SignInAsync(agency)).Browser.OpenAsync("/globex/connections?q=acme")).Text);
    }

    // Acme Ops is not used yet, Contoso works, Tailspin is broken, the last one was given up.
    private async Task<Kept> FourAsync()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync(Copies("name", "ext", "app", "status", "used::timestamptz",
            """
            (values ('Contoso books', 'ops1@contoso.test', 'sandbox-oauth', 'active', '2026-03-02'), ('Tailspin books', 'ops9@tailspin.test', 'sandbox', 'error', '2026-03-01'),
                ('Save 100% of_it', 'ops3@save.test', 'sandbox', 'revoked', null)) as more(name, ext, app, status, used)
            """, kept.Id));
        return kept;
    }

    private static string Copies(string label, string external, string app, string status, string used, string from, Guid of) =>
        $$"""
        insert into connections (account_id, workspace_id, id, app, method, client, label, external_account_id, external_name, settings, scopes, missing_scopes,
            status, secret_version, created_by, created_at, connected_at, last_used_at)
        select c.account_id, c.workspace_id, gen_random_uuid(), {{app}}, c.method, c.client, {{label}}, {{external}}, {{external}}, '{}', '{}', '{}',
            {{status}}, 1, c.created_by, now(), now(), {{used}}
        from {{from}}, (select account_id, workspace_id, method, client, created_by from connections where id = '{{of}}') c
        """;

    private static List<string> Names(string page) =>
        [.. System.Text.RegularExpressions.Regex.Matches(page, "row__title\"><a href=\"[^\"]*/connections/[^\"]*\">([^<]*)</a>").Select(match => match.Groups[1].Value)];
}
