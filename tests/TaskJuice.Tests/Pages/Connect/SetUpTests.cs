using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Connect;

/// <summary>An app without a working OAuth client: who can do something reads what, everybody else reads whom to ask.</summary>
public sealed class SetUpTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_owner_reads_what_to_set_and_where_and_is_not_told_to_write_to_herself()
    {
        var agency = await web.OpenAgencyAsync();
        var page = await (await web.SignInAsync(agency)).Browser.OpenAsync($"/{agency.Slug}/connect/slack");

        Assert.Contains("<code id=\"redirect-uri\">https://localhost/oauth/callback/slack/shared</code>", page.Text);
        Assert.Contains("<code id=\"setting-0\">OAuth__Clients__slack__ClientId</code>", page.Text);
        Assert.Contains("<code id=\"setting-1\">OAuth__Clients__slack__ClientSecret</code>", page.Text);
        Assert.Contains("data-copy=\"redirect-uri\"", page.Text);
        Assert.DoesNotContain("mailto:", page.Text);
    }

    [Fact]
    public async Task What_the_screen_names_is_what_the_program_reads()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.OnNewHostAsync(await web.SignInAsync(agency), ("OAuth:Clients:slack:ClientId", "id"), ("OAuth:Clients:slack:ClientSecret", "secret"));
        var page = await guest.Browser.OpenAsync($"/{agency.Slug}/connect/slack");
        Assert.DoesNotContain("set-up", page.Text);
        Assert.Contains("Connect Account", page.Text);
    }

    [Fact]
    public async Task A_member_reads_whom_to_ask()
    {
        var agency = await web.OpenAgencyAsync();
        var colleague = await web.AddColleagueAsync(agency);
        var page = await (await web.SignInAsync(colleague)).Browser.OpenAsync($"/{agency.Slug}/connect/slack");

        Assert.Contains($"{agency.Email} can set it up.", page.Text);
        Assert.Contains($"mailto:{agency.Email}?subject=", page.Text);
        Assert.DoesNotContain("OAuth__Clients", page.Text);
        Assert.DoesNotContain(colleague.Email, page.Text[page.Text.IndexOf("id=\"connect\"", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Where_nobody_can_that_is_said()
    {
        var agency = await web.OpenAgencyAsync();
        await web.ExecuteAsync($"update memberships set role = 'member' where account_id = '{agency.Tenant.AccountId}'");
        var page = await (await web.SignInAsync(agency)).Browser.OpenAsync($"/{agency.Slug}/connect/slack");
        Assert.Contains("No one in your account can set this up.", page.Text);
        Assert.DoesNotContain("mailto:", page.Text);
    }

    [Fact]
    public async Task A_client_that_the_provider_refuses_is_told_the_same_way()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { Status = 401, Error = "invalid_client" } });
        var page = await back.Guest.ResultAsync(await back.FinishAsync());
        Assert.Contains("OAuth__Clients__sandbox__ClientId", page);
        Assert.DoesNotContain("mailto:", page);
    }

    [Fact]
    public async Task The_app_picker_marks_what_is_not_set_up_and_nothing_else()
    {
        var agency = await web.OpenAgencyAsync();
        var browser = (await web.SignInAsync(agency)).Browser;
        var workflow = await browser.CreateWorkflowAsync(agency.Slug, "Leads");
        Assert.True(await MarkedAsync("slack"));
        Assert.False(await MarkedAsync("stripe"));
        Assert.False(await MarkedAsync("sandbox"));

        async Task<bool> MarkedAsync(string app)
        {
            var page = (await browser.OpenAsync($"{workflow}/steps/add")).Text;
            var tile = page.IndexOf($"app={app}\"", StringComparison.Ordinal);
            return tile < 0 ? throw new InvalidOperationException(app) : page[tile..page.IndexOf("</a>", tile, StringComparison.Ordinal)].Contains("Not set up");
        }
    }
}
