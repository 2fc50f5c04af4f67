using System.Net;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class RemovedStepTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_address_of_a_removed_step_says_so_and_offers_it_back()
    {
        var (ada, step) = await RemovedAsync();
        foreach (var fragment in (bool[])[true, false])
        {
            var answer = await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}", fragment);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains("Send message has been removed. The list below is up to date.", answer.Text);
            Assert.Contains($"action=\"{ada.Workflow}/steps/{step}/restore\"", answer.Text);
        }
    }

    [Fact]
    public async Task The_address_of_a_step_that_never_was_says_so()
    {
        var (ada, _) = await RemovedAsync();

        Assert.Contains("The step you followed a link to is no longer in the workflow.", (await ada.Browser.OpenAsync($"{ada.Workflow}?step=00000000")).Text);
        Assert.DoesNotContain("is no longer in the workflow", (await ada.Browser.OpenAsync($"{ada.Workflow}?step=")).Text);
    }

    [Theory]
    [InlineData("move", true)]
    [InlineData("change", true)]
    [InlineData("account", true)]
    [InlineData("account?q=acme", true)]
    [InlineData("test", false)]
    public async Task Who_opens_something_of_it_is_led_to_where_it_is_said(string action, bool opens)
    {
        var (ada, step) = await RemovedAsync();
        var address = $"{ada.Workflow}/steps/{step}/{action}";
        var answer = opens ? await ada.Browser.OpenAsync(address, fragment: true) : await ada.Browser.SendFormAsync(address, true);

        Assert.Equal($"{ada.Workflow}?step={step}", answer.Header("HX-Redirect"));
    }

    [Fact]
    public async Task A_change_carries_the_title_that_the_page_has_after_it()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var named = await ada.Browser.SendFormAsync($"{ada.Workflow}/rename", true, ("name", "Leads & more"));
        Assert.Contains("<title>Leads & more · TaskJuice</title>", named.Text);

        var nameless = await ada.Browser.SendFormAsync($"{ada.Workflow}/rename", true, ("name", " "));
        Assert.Contains("<title>Error: Leads & more · TaskJuice</title>", nameless.Text);
    }

    private async Task<(AgencyBuilder Ada, string Step)> RemovedAsync()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/remove", true);
        return (ada, steps[1]);
    }
}
