using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed partial class OperationPickerTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("send message", "sandbox: send-message")]
    [InlineData("SEND MES", "sandbox: send-message")]
    [InlineData("message slack", "slack: send-message")]
    [InlineData("new ticket", "freshdesk: create-ticket")]
    [InlineData("sms", "twilio: send-sms")]
    public async Task Actions_are_found_by_their_names_and_by_other_words_for_the_same(string typed, string expected)
    {
        var (ada, trigger) = await BeginAsync();
        Assert.Contains(expected, Hits((await SearchAsync(ada, trigger, typed)).Text));
    }

    [Fact]
    public async Task What_is_called_so_comes_before_what_means_the_same()
    {
        var (ada, trigger) = await BeginAsync();
        var hits = Hits((await SearchAsync(ada, trigger, "send message")).Text);

        Assert.True(hits.IndexOf("slack: send-message") < hits.IndexOf("twilio: send-sms"), string.Join(", ", hits));
        Assert.DoesNotContain("stripe: create-invoice", hits);
    }

    [Theory]
    [InlineData("text message", "twilio: send-sms")]
    [InlineData("sms", "twilio: send-sms")]
    [InlineData("ai", "openai: generate-text")]
    [InlineData("chatgpt", "openai: generate-text")]
    [InlineData("gpt", "openai: generate-text")]
    [InlineData("spreadsheet", "google-sheets: append-row")]
    [InlineData("invoice", "xero: create-invoice")]
    [InlineData("phone", "twilio: make-call")]
    [InlineData("bug", "github: create-issue")]
    [InlineData("opportunity", "hubspot: create-deal")]
    [InlineData("slack message", "slack: send-message")]
    public async Task What_a_person_expects_stands_first(string typed, string first)
    {
        var (ada, trigger) = await BeginAsync();
        Assert.Equal(first, Hits((await SearchAsync(ada, trigger, typed)).Text).FirstOrDefault());
    }

    [Theory]
    [InlineData("helpdesk", "freshdesk, intercom")]
    [InlineData("help desk", "freshdesk, intercom")]
    [InlineData("crm", "hubspot, salesforce")]
    [InlineData("spreadsheet", "google-sheets")]
    [InlineData("excel", "google-sheets")]
    [InlineData("ai", "openai")]
    [InlineData("git", "github, gitlab")]
    [InlineData("accounting", "xero")]
    [InlineData("calendar", "")]
    public async Task Apps_are_found_by_what_people_call_them_and_nothing_else_is(string typed, string apps)
    {
        var (ada, trigger) = await BeginAsync();
        Assert.Equal(apps, string.Join(", ", Apps((await SearchAsync(ada, trigger, typed)).Text)));
    }

    [Fact]
    public async Task Another_word_leads_to_nothing_that_only_begins_like_it()
    {
        var (ada, trigger) = await BeginAsync();
        Assert.DoesNotContain("openai: generate-text", Hits((await SearchAsync(ada, trigger, "message")).Text));
    }

    [Fact]
    public async Task What_is_found_says_as_well_that_its_app_is_not_set_up()
    {
        var (ada, trigger) = await BeginAsync();
        var page = (await SearchAsync(ada, trigger, "send message")).Text;
        var slack = page.IndexOf("&app=slack\"", StringComparison.Ordinal);
        Assert.Contains("Not set up", page[slack..page.IndexOf("</form>", slack, StringComparison.Ordinal)]);
        var sandbox = page.IndexOf("&app=sandbox\"", StringComparison.Ordinal);
        Assert.DoesNotContain("Not set up", page[sandbox..page.IndexOf("</form>", sandbox, StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_found_action_is_added_with_one_press()
    {
        var (ada, trigger) = await BeginAsync();
        var page = await SearchAsync(ada, trigger, "create channel");
        Assert.Contains($"action=\"{ada.Workflow}/steps/add?after={trigger}&app=slack\"", page.Text);

        var added = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/add?after={trigger}&app=slack", true, ("operation", "create-channel"));
        Assert.Equal(["1. New record", "2. Create channel"], added.Steps);
    }

    [Fact]
    public async Task Apps_in_use_and_connected_ones_come_first_and_each_app_stands_once()
    {
        var (ada, trigger) = await BeginAsync();
        var connected = await web.PlantAsync(ada.Agency.Tenant, "Books");
        await web.ExecuteAsync($"update connections set app = 'xero' where id = '{connected}'");
        var apps = Apps((await SearchAsync(ada, trigger, "")).Text);

        Assert.Equal(["sandbox", "xero"], apps.Take(2));
        Assert.Equal(apps.Distinct(), apps);
        Assert.Equal("sandbox", Apps((await SearchAsync(ada, trigger, "sandbox")).Text)[0]);
    }

    [Fact]
    public async Task A_search_for_nothing_says_so()
    {
        var (ada, trigger) = await BeginAsync();
        Assert.Contains("No match for 'send zebra'", (await SearchAsync(ada, trigger, "send zebra")).Text);
    }

    private async Task<(AgencyBuilder Ada, string Trigger)> BeginAsync()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        return (ada, await ada.Browser.AddStepAsync(ada.Workflow, "new-record"));
    }

    private static Task<Answer> SearchAsync(AgencyBuilder ada, string after, string typed) =>
        ada.Browser.OpenAsync($"{ada.Workflow}/steps/add?after={after}&q={Uri.EscapeDataString(typed)}");

    private static List<string> Hits(string page) => [.. Hit().Matches(page).Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}")];

    private static List<string> Apps(string page) => [.. Tile().Matches(page).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("&app=([a-z-]+)\"[^>]*>\\s*<input type=\"hidden\" name=\"operation\" value=\"([a-z-]+)\"")]
    private static partial Regex Hit();

    [GeneratedRegex("class=\"tile\" href=\"[^\"]*app=([a-z-]+)\"")]
    private static partial Regex Tile();
}
