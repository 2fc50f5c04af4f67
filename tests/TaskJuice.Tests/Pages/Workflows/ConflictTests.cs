using System.Net;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class ConflictTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Title = "Someone else changed this, or you did in another window";

    [Fact]
    public async Task Who_moves_a_step_in_an_order_that_changed_gets_the_new_order_and_can_ask_again()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var seen = await ada.SeeAsync(steps[1], $"steps/{steps[1]}/move");
        var added = await ada.Browser.AddStepAsync(ada.Workflow, "list-records", steps[0]);

        var answer = await ada.SendAsync($"steps/{steps[1]}/move", seen, ("to", "down"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains(Title, answer.Text);
        Assert.Contains("The order of the steps has changed, so Send message wasn't moved. The list below is up to date.", answer.Text);
        Assert.Equal(["1. New record", "2. List records", "3. Send message", "4. Create ticket"], answer.Steps);
        Assert.Contains("Move Send message to position 4", answer.Text);

        var again = await ada.SendAsync($"steps/{steps[1]}/move", await ada.SeeAsync(added, $"steps/{steps[1]}/move"), ("to", "4"));
        Assert.Equal(["1. New record", "2. List records", "3. Create ticket", "4. Send message"], again.Steps);
    }

    [Fact]
    public async Task A_move_goes_through_when_only_titles_names_and_accounts_changed()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var seen = await ada.SeeAsync(steps[1], $"steps/{steps[1]}/move");
        await ada.Browser.SendFormAsync($"{ada.Workflow}/rename", true, ("name", "Other name"));
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[2]}/rename", true, ("title", "Other title"));
        await ada.ChooseAsync(steps[2], await web.PlantAsync(ada.Agency.Tenant, "Acme"));

        var answer = await ada.SendAsync($"steps/{steps[1]}/move", seen, ("to", "3"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["1. New record", "2. Other title", "3. Send message"], answer.Steps);
    }

    [Theory]
    [InlineData("rename", "name", "This workflow is now called Theirs, so it wasn't renamed to Mine.")]
    [InlineData("steps/{0}/rename", "title", "This step is now called Theirs, so it wasn't renamed to Mine.")]
    public async Task A_title_that_somebody_else_changed_is_kept_and_sent_again_with_one_click(string action, string field, string sentence)
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var step = await ada.Browser.AddStepAsync(ada.Workflow, "new-record");
        action = string.Format(null, action, step);
        var seen = await ada.SeeAsync(step, action);
        await ada.Browser.SendFormAsync($"{ada.Workflow}/{action}?step={step}", true, (field, "Theirs"));

        var answer = await ada.SendAsync($"{action}?step={step}", seen, (field, "Mine"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains(sentence, answer.Text);
        Assert.Matches($"<input id=\"[a-z-]+\" name=\"{field}\" value=\"Mine\"", answer.Text);
        Assert.Contains("<time datetime=", answer.Text);
        var version = answer.Text.Split("name=\"version\" value=\"")[1].Split('"')[0];
        Assert.Contains($"name=\"{field}\" value=\"Mine\">Rename to Mine</button>", answer.Text);

        var again = await ada.Browser.SendFormAsync($"{ada.Workflow}/{action}?step={step}", true, ("version", version), (field, "Mine"));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Contains(">Mine</", again.Text);
    }

    [Fact]
    public async Task A_title_is_changed_although_the_steps_moved()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var seen = await ada.SeeAsync(steps[1], "rename");
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/move", true, ("to", "down"));

        Assert.Equal(HttpStatusCode.OK, (await ada.SendAsync("rename", seen, ("name", "Mine"))).Status);
    }

    [Fact]
    public async Task An_account_that_somebody_else_chose_is_not_overwritten_unseen()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var step = await ada.Browser.AddStepAsync(ada.Workflow, "new-record");
        var (acme, globex) = (await web.PlantAsync(ada.Agency.Tenant, "Acme"), await web.PlantAsync(ada.Agency.Tenant, "Globex"));
        var seen = await ada.SeeAsync(step, $"steps/{step}/account\" hx-post");
        await ada.ChooseAsync(step, acme);

        var answer = await ada.SendAsync($"steps/{step}/account", seen, ("connection", globex.ToString()));

        Assert.Equal(("none", HttpStatusCode.Conflict), (seen.Was, answer.Status));
        Assert.Contains("New record now uses Acme, so it wasn't switched to Globex.", answer.Text);
        Assert.Contains($"name=\"connection\" value=\"{globex}\">Use Globex</button>", answer.Text);
        Assert.Contains("id=\"chosen-account\">Acme<", answer.Text);
    }

    [Fact]
    public async Task An_account_is_chosen_although_everything_else_changed()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme");
        var seen = await ada.SeeAsync(steps[1], $"steps/{steps[1]}/account\" hx-post");
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/move", true, ("to", "down"));
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/rename", true, ("title", "Other"));

        Assert.Equal(HttpStatusCode.OK, (await ada.SendAsync($"steps/{steps[1]}/account", seen, ("connection", account.ToString()))).Status);
    }

    [Fact]
    public async Task A_new_title_for_a_removed_step_is_not_lost_without_a_word()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/remove", true);
        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/rename", true, ("title", "Tell sales"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Send message has been removed, so it wasn't renamed to Tell sales.", answer.Text);
        Assert.Contains($"action=\"{ada.Workflow}/steps/{steps[1]}/restore\"", answer.Text);
    }

    [Fact]
    public async Task Every_change_counts_the_version_up_and_a_refused_one_does_not()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        Assert.Equal(3, await VersionAsync(ada));

        await ada.Browser.SendFormAsync($"{ada.Workflow}/rename", true, ("name", "Other"));
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/move", true, ("to", "up"));
        Assert.Equal(4, await VersionAsync(ada));
    }

    [Fact]
    public async Task Without_script_the_conflict_is_a_whole_page()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var step = await ada.Browser.AddStepAsync(ada.Workflow, "new-record");
        var answer = await ada.Browser.SendFormAsync($"{ada.Workflow}/rename?step={step}", false, ("name", "Mine"), ("version", "0"), ("was", "Never"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.StartsWith("<!doctype html>", answer.Raw);
        Assert.Contains(Title, answer.Text);
    }

    private async Task<int> VersionAsync(AgencyBuilder ada) => (int)(await web.ReadAsync($"select version from workflows where id = '{ada.Workflow.Split('/')[^1]}'"))!;
}
