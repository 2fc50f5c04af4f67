using System.Net;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.Settings;

public sealed class ThemeTests(RunningWeb web)
{
    [Fact]
    public async Task Without_a_choice_the_system_decides()
    {
        var page = await (await web.BrowserOfAsync(RunningWeb.Ada)).OpenAsync("/acme/workflows");
        Assert.Contains("<html lang=\"en\" data-theme=\"system\">", page.Text);
        Assert.Contains("name=\"color-scheme\" content=\"light dark\"", page.Text);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task A_choice_is_there_at_the_first_paint_of_every_page(string theme)
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        await browser.OpenAsync("/acme/connections");
        var answer = await browser.SendFormAsync("/theme", false, ("theme", theme), ("return", "/acme/connections"));
        Assert.Equal("/acme/connections", answer.Location);

        foreach (var address in (string[])["/acme/workflows", "/sign-in", "/nothing/here"])
        {
            var page = await browser.OpenAsync(address);
            Assert.Contains($"<html lang=\"en\" data-theme=\"{theme}\"", page.Text);
            Assert.Contains($"name=\"color-scheme\" content=\"{theme}\"", page.Text);
        }
    }

    [Fact]
    public async Task The_choice_can_be_given_back_to_the_system()
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        await browser.OpenAsync("/acme/workflows");
        await browser.SendFormAsync("/theme", false, ("theme", "dark"));
        await browser.OpenAsync("/acme/workflows");
        await browser.SendFormAsync("/theme", false, ("theme", "system"));
        Assert.DoesNotContain("data-theme=\"dark\"", (await browser.OpenAsync("/acme/workflows")).Text);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test")]
    [InlineData("acme")]
    public async Task It_leads_back_to_this_site_only(string asked)
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        await browser.OpenAsync("/acme/workflows");
        Assert.Equal("/", (await browser.SendFormAsync("/theme", false, ("theme", "dark"), ("return", asked))).Location);
    }

    [Fact]
    public async Task A_theme_that_is_none_is_refused()
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        await browser.OpenAsync("/acme/workflows");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendFormAsync("/theme", false, ("theme", "sepia"))).Status);
    }

    [Fact]
    public async Task With_script_the_page_stays_and_is_told()
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        await browser.OpenAsync("/acme/workflows");
        var answer = await browser.SendFormAsync("/theme", true, ("theme", "dark"));
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Contains("\"theme:change\"", answer.Header("HX-Trigger"));
    }
}
