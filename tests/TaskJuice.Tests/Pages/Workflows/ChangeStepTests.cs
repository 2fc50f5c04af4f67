using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed partial class ChangeStepTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Another_action_of_the_app_keeps_the_account_that_fits_and_the_place()
    {
        var (ada, steps) = await ThreeAsync();
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme");
        await web.PlantAsync(ada.Agency.Tenant, "Another");
        await ada.ChooseAsync(steps[1], account);

        var answer = await ChangeAsync(ada, steps[1], "sandbox/create-ticket");

        Assert.Equal(["1. New record", "2. Create ticket", "3. Create ticket"], answer.Steps);
        Assert.Contains("Step 2 is now Sandbox · Create ticket and still uses Acme.", answer.Text);
        Assert.Contains("id=\"chosen-account\">Acme<", answer.Text);
        Assert.Equal("dialog:close", answer.Header("HX-Trigger"));
    }

    [Fact]
    public async Task An_action_that_cannot_use_the_account_asks_for_one()
    {
        var (ada, steps) = await ThreeAsync();
        await ada.ChooseAsync(steps[1], await web.PlantAsync(ada.Agency.Tenant, "Acme"));

        var answer = await ChangeAsync(ada, steps[1], "sandbox/list-records");

        Assert.Contains("Step 2 is now Sandbox · List records and needs an account.", answer.Text);
    }

    [Fact]
    public async Task Another_app_starts_with_its_only_account_and_leaves_the_others_alone()
    {
        var (ada, steps) = await ThreeAsync();
        await ada.ChooseAsync(steps[1], await web.PlantAsync(ada.Agency.Tenant, "Acme"));
        var slack = await web.PlantAsync(ada.Agency.Tenant, "Team");
        await web.ExecuteAsync($"update connections set app = 'slack' where id = '{slack}'");

        var answer = await ChangeAsync(ada, steps[1], "slack/create-channel");

        Assert.Contains("Step 2 is now Slack · Create channel and uses Team.", answer.Text);
        Assert.Equal(["1. New record", "2. Create channel", "3. Create ticket"], answer.Steps);
        Assert.Equal(slack, await web.ReadAsync($"select connection_id from steps where key = '{steps[1]}'"));
    }

    [Fact]
    public async Task A_title_that_somebody_gave_it_stays()
    {
        var (ada, steps) = await ThreeAsync();
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/rename", true, ("title", "Tell sales"));

        Assert.Contains("2. Tell sales", (await ChangeAsync(ada, steps[1], "slack/create-channel")).Steps);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Undo_brings_back_what_it_did_and_the_account_it_had(bool fragment, bool hadAccount)
    {
        var (ada, steps) = await ThreeAsync();
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme");
        if (hadAccount)
            await ada.ChooseAsync(steps[1], account);
        var before = await PictureAsync(steps[1]);
        var address = $"{ada.Workflow}/steps/{steps[1]}/change";
        await ada.Browser.OpenAsync($"{address}?app=slack");
        var answer = await ada.Browser.SendFormAsync(address, fragment, ("to", "slack/create-channel"));
        var page = fragment ? answer.Text : (await ada.Browser.OpenAsync(answer.Location!)).Text;
        Assert.NotEqual(before, await PictureAsync(steps[1]));

        var undo = page[page.IndexOf("class=\"toast ", StringComparison.Ordinal)..];
        Assert.Contains("aria-label=\"Undo changing Send message\"", undo);
        var fields = Hidden().Matches(undo).Select(field => (field.Groups[1].Value, field.Groups[2].Value)).ToArray();
        var back = await ada.Browser.SendFormAsync(address, fragment, fields);

        Assert.Equal(before, await PictureAsync(steps[1]));
        Assert.DoesNotContain("Undo changing", fragment ? back.Text : (await ada.Browser.OpenAsync(back.Location!)).Text);
    }

    [Fact]
    public async Task Undo_does_not_overwrite_what_somebody_made_of_it_since()
    {
        var (ada, steps) = await ThreeAsync();
        var undo = (await ChangeAsync(ada, steps[1], "slack/create-channel")).Text;
        var fields = Hidden().Matches(undo[undo.IndexOf("class=\"toast ", StringComparison.Ordinal)..]).Select(field => (field.Groups[1].Value, field.Groups[2].Value)).ToArray();
        await ChangeAsync(ada, steps[1], "twilio/make-call");

        Assert.Equal(HttpStatusCode.Conflict, (await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/change", true, fields)).Status);
    }

    private Task<object?> PictureAsync(string step) => web.ReadAsync($"select app || operation || title || coalesce(connection_id::text, '') from steps where key = '{step}'");

    [Theory]
    [InlineData("sandbox/new-record")]
    [InlineData("sandbox/nothing")]
    [InlineData("nothing/send-message")]
    [InlineData("sandbox")]
    [InlineData("")]
    public async Task What_is_not_offered_for_it_is_refused_and_asked_again(string to)
    {
        var (ada, steps) = await ThreeAsync();
        var answer = await ChangeAsync(ada, steps[1], to);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("This app no longer offers that. Choose something else.", answer.Text);
        Assert.Equal(["1. New record", "2. Send message", "3. Create ticket"], (await ada.Browser.OpenAsync(ada.Workflow)).Steps);
    }

    [Fact]
    public async Task A_trigger_becomes_another_trigger()
    {
        var (ada, steps) = await ThreeAsync();
        var dialog = (await ada.Browser.OpenAsync($"{ada.Workflow}/steps/{steps[0]}/change?app=freshdesk")).Text;
        Assert.Contains("value=\"freshdesk/new-ticket\"", dialog);
        Assert.DoesNotContain("value=\"freshdesk/create-ticket\"", dialog);

        Assert.Equal("1. New ticket", (await ChangeAsync(ada, steps[0], "freshdesk/new-ticket")).Steps[0]);
    }

    [Fact]
    public async Task What_somebody_else_made_of_it_meanwhile_is_not_overwritten_unseen()
    {
        var (ada, steps) = await ThreeAsync();
        await ChangeAsync(ada, steps[1], "slack/create-channel");

        var answer = await ada.Browser.SendFormAsync(
            $"{ada.Workflow}/steps/{steps[1]}/change", true, ("to", "sandbox/create-ticket"), ("version", "1"), ("was", "sandbox/send-message"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Create channel is now Slack · Create channel, so it wasn't changed to Create ticket.", answer.Text);
        Assert.Contains("name=\"to\" value=\"sandbox/create-ticket\">Change to Sandbox · Create ticket</button>", answer.Text);
        Assert.Contains("2. Create channel", answer.Steps);
    }

    [Fact]
    public async Task Without_script_the_page_leads_back_to_the_builder()
    {
        var (ada, steps) = await ThreeAsync();
        var page = await ada.Browser.OpenAsync($"{ada.Workflow}/steps/{steps[1]}/change?app=sandbox");
        Assert.Contains("What the step does now", page.Text);

        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/change", false, ("to", "sandbox/create-ticket"));
        Assert.Equal($"{ada.Workflow}?step={steps[1]}", answer.Location);
    }

    private async Task<(AgencyBuilder Ada, string[] Steps)> ThreeAsync()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        return (ada, await ada.AddThreeAsync());
    }

    private static Task<Answer> ChangeAsync(AgencyBuilder ada, string step, string to) =>
        ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{step}/change", true, ("to", to));

    [GeneratedRegex("<input type=\"hidden\" name=\"(to|back|version|was)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
