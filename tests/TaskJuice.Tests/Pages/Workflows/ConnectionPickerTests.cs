using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed partial class AccountPickerTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Without_accounts_the_picker_says_what_to_do()
    {
        var (ada, step) = await OneStepAsync();
        var page = await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}");

        Assert.Contains("<strong>No accounts available</strong>", page.Text);
        Assert.Contains("Connect your Sandbox account to use this step.", page.Text);
        Assert.Contains("placeholder=\"Search accounts...\"", page.Text);
        Assert.Contains("This step needs an account. Choose one, or connect a new one.", page.Text);
        Assert.Contains("id=\"connect-new\"", page.Text);
        Assert.Contains($"href=\"/{ada.Agency.Slug}/connections?app=sandbox\"", page.Text);
    }

    [Fact]
    public async Task Of_two_thousand_accounts_fifty_are_shown_and_the_search_narrows_them()
    {
        var (ada, step) = await OneStepAsync();
        await web.PlantManyAsync(ada.Agency.Tenant, 2_000);

        var all = await SearchAsync(ada, step, "");
        Assert.Equal(50, Labels(all).Count);
        Assert.Contains("1950 more. Type to narrow the list.", all.Text);
        Assert.Contains("data-accounts-found=\"2000 accounts\"", all.Text);

        Assert.Equal(["Client 1999"], Labels(await SearchAsync(ada, step, " client 1999 ")));
        Assert.Equal(["Client 0777"], Labels(await SearchAsync(ada, step, "MAIL777@")));
        Assert.Contains("data-accounts-found=\"1 account\"", (await SearchAsync(ada, step, "mail777@")).Text);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    public async Task What_is_typed_is_text_and_no_pattern(string typed)
    {
        var (ada, step) = await OneStepAsync();
        await web.PlantAsync(ada.Agency.Tenant, "Plain");
        await web.PlantAsync(ada.Agency.Tenant, $"With {typed} in it");

        Assert.Equal([$"With {typed} in it"], Labels(await SearchAsync(ada, step, typed)));
    }

    [Fact]
    public async Task When_nothing_is_found_connecting_is_still_offered()
    {
        var (ada, step) = await OneStepAsync();
        await web.PlantAsync(ada.Agency.Tenant, "Globex");
        await web.PlantAsync(ada.Agency.Tenant, "Initech");
        var page = await ada.Browser.OpenAsync($"{ada.Workflow}/steps/{step}/account?q=acm");

        Assert.Contains("No match for 'acm'", page.Text);
        Assert.DoesNotContain("No accounts available", page.Text);
        Assert.Contains("id=\"connect-new\"", page.Text);
        Assert.Contains("id=\"manage-accounts\"", page.Text);
        Assert.Contains("value=\"acm\"", page.Text);
    }

    [Fact]
    public async Task The_chosen_account_comes_first_even_behind_fifty_others()
    {
        var (ada, step) = await OneStepAsync();
        await web.PlantManyAsync(ada.Agency.Tenant, 60);
        var chosen = await web.PlantAsync(ada.Agency.Tenant, "Zebra");
        await ada.ChooseAsync(step, chosen);

        var list = await SearchAsync(ada, step, "");
        Assert.Equal("Zebra", Labels(list)[0]);
        Assert.Contains($"value=\"{chosen}\" aria-pressed=\"true\"", list.Text);
    }

    [Theory]
    [InlineData("error", "", "Reconnection needed.")]
    [InlineData("revoked", "", "Disconnected")]
    [InlineData("active", "chat:write", "Limited")]
    public async Task An_account_in_trouble_stays_in_the_list_with_its_repair_beside_it(string status, string missing, string word)
    {
        var (ada, step) = await OneStepAsync();
        await web.PlantAsync(ada.Agency.Tenant, "Healthy");
        var broken = await web.PlantAsync(ada.Agency.Tenant, "Broken", status, missing: missing);
        var list = await SearchAsync(ada, step, "");

        Assert.Equal(["Broken", "Healthy"], Labels(list));
        Assert.Contains(word, list.Text);
        var id = ada.Workflow.Split('/')[^1];
        Assert.Contains($"href=\"/{ada.Agency.Slug}/connect/sandbox?connection={broken}&workflow={id}&step={step}\"", list.Text);
        Assert.Contains("aria-label=\"Reconnect Broken\"", list.Text);
        Assert.DoesNotContain("aria-label=\"Reconnect Healthy\"", list.Text);
    }

    [Fact]
    public async Task A_row_says_whose_account_it_is_and_how_much_it_is_used()
    {
        var (ada, step) = await OneStepAsync();
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme Ops", who: "ops@acme.test");
        await ada.ChooseAsync(step, account);
        Assert.Contains("used in 1 workflow<", (await SearchAsync(ada, step, "")).Text);

        var other = await ada.Browser.CreateWorkflowAsync(ada.Agency.Slug, "Second");
        await ada.Browser.AddStepAsync(other, "new-record");
        await ada.Browser.AddStepAsync(other, "send-message");
        var list = await SearchAsync(ada, step, "");

        Assert.Contains("used in 2 workflows", list.Text);
        Assert.Contains("<span class=\"option__note\" title=\"ops@acme.test\">ops@acme.test</span>", list.Text);
    }

    [Fact]
    public async Task Accounts_of_one_name_are_told_apart_in_the_list_and_on_the_step()
    {
        var (ada, step) = await OneStepAsync();
        var tenant = ada.Agency.Tenant;
        var (first, second) = (await web.PlantAsync(tenant, "Acme Ops", who: "Acme Ops"), await web.PlantAsync(tenant, "Acme Ops"));
        var third = await web.PlantAsync(tenant, "Globex");

        var list = await SearchAsync(ada, step, "");
        Assert.Contains($">one-{first}</span>", list.Text);
        Assert.Contains($">one-{second}</span>", list.Text);
        Assert.DoesNotContain($"one-{third}", list.Text);

        await ada.ChooseAsync(step, second);
        var page = (await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}")).Text;
        Assert.Contains($"<span class=\"chip__which\"> one-{second}</span>", page);
        Assert.Contains($"<span class=\"accounts__which\">one-{second}</span>", page);

        await ada.ChooseAsync(step, third);
        Assert.DoesNotContain("__which", (await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}")).Text);
    }

    [Fact]
    public async Task The_list_comes_when_it_is_opened_and_at_once_where_no_script_asks_for_it()
    {
        var (ada, step) = await OneStepAsync();
        await web.PlantManyAsync(ada.Agency.Tenant, 60);
        var missing = await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}", fragment: true);
        Assert.Equal(50, Labels(missing).Count);

        await ada.ChooseAsync(step, await web.PlantAsync(ada.Agency.Tenant, "Zebra"));
        var part = await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}", fragment: true);
        Assert.Empty(Labels(part));
        Assert.Equal(6, part.Text.Split("class=\"skeleton\"").Length - 1);
        Assert.Equal(50, Labels(await SearchAsync(ada, step, "")).Count);
        Assert.Equal(50, Labels(await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}")).Count);
    }

    [Theory]
    [InlineData("error", "", "Broken needs to be reauthorized. Sandbox no longer accepts it.", "Reconnection needed.<", true)]
    [InlineData("revoked", "", "Broken was disconnected, so this step can't run.", "Disconnected<", true)]
    [InlineData("active", "chat:write,files", "Broken is missing Sandbox permissions that this step may need", "Limited<", false)]
    [InlineData("active", "records.read,files", "Broken is missing a permission this step needs.", "Limited<", true)]
    public async Task A_step_says_what_its_account_lacks_and_how_to_mend_it(string status, string missing, string sentence, string chip, bool counted)
    {
        var (ada, step) = await OneStepAsync();
        var broken = await web.PlantAsync(ada.Agency.Tenant, "Broken", status, missing: missing);
        await ada.ChooseAsync(step, broken);
        var page = await ada.Browser.OpenAsync($"{ada.Workflow}?step={step}");

        Assert.Contains(sentence, page.Text);
        Assert.Contains($"id=\"reconnect\" href=\"/{ada.Agency.Slug}/connect/sandbox?connection={broken}", page.Text);
        Assert.Contains($"<span class=\"chip__state\">{chip}", page.Text);
        Assert.Equal(counted, page.Text.Contains("1 step needs attention"));
        Assert.Equal(missing.Length > 0, page.Text.Contains("files</span>"));
    }

    [Fact]
    public async Task After_choosing_focus_stays_on_the_picker()
    {
        var (ada, step) = await OneStepAsync();
        var answer = await ada.ChooseAsync(step, await web.PlantAsync(ada.Agency.Tenant, "Acme"));

        Assert.Contains("id=\"accounts-toggle\" autofocus", answer.Text);
        Assert.Contains("New record now uses Acme.", answer.Text);
    }

    private async Task<(AgencyBuilder Ada, string Step)> OneStepAsync()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        return (ada, await ada.Browser.AddStepAsync(ada.Workflow, "new-record"));
    }

    private static Task<Answer> SearchAsync(AgencyBuilder ada, string step, string text) =>
        ada.Browser.OpenAsync($"{ada.Workflow}/steps/{step}/account?q={Uri.EscapeDataString(text)}", fragment: true);

    private static List<string> Labels(Answer answer) => [.. Label().Matches(answer.Text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("<span class=\"option__text\">\\s*<strong>([^<]*)</strong>")]
    private static partial Regex Label();
}
