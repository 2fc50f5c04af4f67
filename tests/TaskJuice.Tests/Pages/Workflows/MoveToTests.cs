using System.Net;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class MoveToTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_places_are_listed_and_the_present_one_is_no_button()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var page = await ada.Browser.OpenAsync($"{ada.Workflow}/steps/{steps[2]}/move");

        Assert.Contains("Move Create ticket", page.Text);
        Assert.Contains("name=\"to\" value=\"2\">2. After New record</button>", page.Text);
        Assert.Contains("3. After Send message</span><span class=\"badge\">Current position", page.Text);
        Assert.DoesNotContain("value=\"1\">", page.Text);
        Assert.DoesNotContain("hx-post", page.Text[page.Text.IndexOf("id=\"move-to\"", StringComparison.Ordinal)..page.Text.IndexOf("</main>", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_step_goes_to_the_place_and_says_where_it_is()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[2]}/move", true, ("to", "2"));

        Assert.Equal(["1. New record", "2. Create ticket", "3. Send message"], answer.Steps);
        Assert.Contains("Create ticket moved to position 2 of 3", answer.Text);
        Assert.Equal("dialog:close", answer.Header("HX-Trigger"));
        Assert.Contains($"id=\"more-{steps[2]}\" autofocus", answer.Text);
    }

    [Fact]
    public async Task Without_script_the_page_leads_back_to_the_builder()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[2]}/move", false, ("to", "2"));

        Assert.Equal((HttpStatusCode.SeeOther, ada.Workflow), (answer.Status, answer.Location));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("99999999999")]
    [InlineData("sideways")]
    [InlineData("")]
    public async Task A_place_that_is_not_there_is_refused(string place)
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/move", true, ("to", place));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Send message can't go there. Choose another position.", answer.Text);
        Assert.Equal(["1. New record", "2. Send message", "3. Create ticket"], answer.Steps);
    }

    [Fact]
    public async Task A_trigger_stays_first()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();

        Assert.Contains("The trigger always comes first.", (await ada.Browser.OpenAsync($"{ada.Workflow}/steps/{steps[0]}/move")).Text);
        Assert.Contains("The trigger always comes first.", (await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[0]}/move", true, ("to", "2"))).Text);
    }

    [Fact]
    public async Task A_refusal_without_script_says_why_on_the_page()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/move", false, ("to", "up"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Send message can't move further up", answer.Text);
    }
}
