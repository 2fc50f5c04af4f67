using System.Collections.Concurrent;
using System.Net;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class DeleteWorkflowTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_deleted_workflow_comes_back_with_its_steps_and_the_accounts_they_use()
    {
        var (ada, steps, account) = await UsedAsync();
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[2]}/remove", false);
        var before = (await ada.Browser.OpenAsync(ada.Workflow)).Steps;

        var deleted = await ada.Browser.SendFormAsync($"{ada.Workflow}/delete", false);
        Assert.Equal(HttpStatusCode.SeeOther, deleted.Status);
        var list = await ada.Browser.OpenAsync(deleted.Location!);
        Assert.Contains("Builder deleted", list.Text);
        Assert.Contains($"action=\"{ada.Workflow}/restore\"", list.Text);
        Assert.DoesNotContain($"<a href=\"{ada.Workflow}\"", list.Text);

        var restored = await ada.Browser.SendFormAsync($"{ada.Workflow}/restore", false);
        Assert.Contains("Builder restored, with its steps and accounts", (await ada.Browser.OpenAsync(restored.Location!)).Text);
        Assert.Equal(before, (await ada.Browser.OpenAsync(ada.Workflow)).Steps);
        Assert.Equal(account, await web.ReadAsync($"select connection_id from steps where key = '{steps[1]}'"));
        Assert.Contains("Restore Create ticket", (await ada.Browser.OpenAsync(ada.Workflow)).Text);
    }

    [Fact]
    public async Task Deleted_put_back_and_changed_in_many_windows_at_once_it_stays_whole()
    {
        var (ada, steps, _) = await UsedAsync();
        string[] deeds = ["delete", "restore", $"steps/{steps[1]}/duplicate", "restore", $"steps/{steps[2]}/remove", $"steps/{steps[2]}/restore"];
        var answers = new ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 60).SelectMany(_ => deeds), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (deed, _) =>
            answers.Add((await ada.Browser.SendFormAsync($"{ada.Workflow}/{deed}", false)).Status));

        Assert.DoesNotContain(answers, status => status >= HttpStatusCode.InternalServerError);
        await ada.Browser.SendFormAsync($"{ada.Workflow}/restore", false);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) - count(distinct position) from steps where workflow_id = '{ada.Workflow.Split('/')[^1]}' and removed_at is null"));
    }

    [Fact]
    public async Task While_it_is_deleted_its_steps_use_no_account()
    {
        var (ada, _, account) = await UsedAsync();
        var connection = $"/{ada.Agency.Slug}/connections/{account}";
        Assert.DoesNotContain("removed step", (await ada.Browser.OpenAsync($"{connection}/delete")).Text);

        await ada.Browser.SendFormAsync($"{ada.Workflow}/delete", false);

        Assert.Equal(0L, await web.ReadAsync($"select count(*) from steps where connection_id = '{account}' and removed_at is null"));
        await ada.Browser.SendFormAsync($"{connection}/delete", false);
        await ada.Browser.SendFormAsync($"{ada.Workflow}/restore", false);
        Assert.Contains("3 steps need attention", (await ada.Browser.OpenAsync(ada.Workflow)).Text);
    }

    [Fact]
    public async Task Its_address_says_that_it_was_deleted_and_offers_it_back()
    {
        var (ada, steps, _) = await UsedAsync();
        await ada.Browser.SendFormAsync($"{ada.Workflow}/delete", false);

        var page = await ada.Browser.OpenAsync($"{ada.Workflow}?step={steps[0]}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("This workflow was deleted.", page.Text);
        Assert.Empty(page.Steps);

        var back = await ada.Browser.SendFormAsync($"{ada.Workflow}/restore", false, ("open", "true"));
        Assert.Equal(ada.Workflow, back.Location);
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("delete")]
    [InlineData("duplicate")]
    [InlineData("steps/{0}/move")]
    [InlineData("steps/{0}/remove")]
    [InlineData("steps/{0}/change")]
    [InlineData("steps/{0}/account")]
    [InlineData("steps/{0}/test")]
    [InlineData("steps/add?app=sandbox")]
    public async Task Whoever_goes_on_editing_it_is_told_and_nothing_changes(string action)
    {
        var (ada, steps, account) = await UsedAsync();
        await ada.Browser.SendFormAsync($"{ada.Workflow}/delete", false);
        var rows = await PictureAsync(ada);
        action = string.Format(null, action, steps[1]);

        foreach (var fragment in (bool[])[true, false])
        {
            var answer = await ada.Browser.SendFormAsync(
                $"{ada.Workflow}/{action}", fragment, ("name", "Mine"), ("to", "sandbox/create-ticket"), ("operation", "send-message"), ("connection", account.ToString()));
            Assert.Equal(ada.Workflow, fragment ? answer.Header("HX-Redirect") : answer.Location);
        }

        Assert.Equal(rows, await PictureAsync(ada));
    }

    [Fact]
    public async Task Deleting_or_putting_back_twice_does_it_once()
    {
        var (ada, _, _) = await UsedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Browser.SendFormAsync($"{ada.Workflow}/delete", false)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));

        answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Browser.SendFormAsync($"{ada.Workflow}/restore", false)));
        Assert.All(answers, answer => Assert.Equal($"/{ada.Agency.Slug}/workflows", answer.Location));
        Assert.Equal(3, (await ada.Browser.OpenAsync(ada.Workflow)).Steps.Count);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("duplicate")]
    [InlineData("restore")]
    public async Task Nobody_does_it_to_a_foreign_workflow(string action)
    {
        var (ada, _, _) = await UsedAsync();
        var mallory = await AgencyBuilder.OpenAsync(web);
        var rows = await PictureAsync(ada);
        var through = ada.Workflow.Replace($"/{ada.Agency.Slug}/", $"/{mallory.Agency.Slug}/");

        Assert.Equal(HttpStatusCode.NotFound, (await mallory.Browser.SendFormAsync($"{ada.Workflow}/{action}", true)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.Browser.SendFormAsync($"{through}/{action}", true)).Status);
        Assert.Equal(rows, await PictureAsync(ada));
    }

    private async Task<(AgencyBuilder Ada, string[] Steps, Guid Account)> UsedAsync()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme");
        foreach (var step in steps)
            await ada.ChooseAsync(step, account);
        return (ada, steps, account);
    }

    private Task<object?> PictureAsync(AgencyBuilder ada) => web.ReadAsync($"""
        select (select string_agg(workflow::text, ' ' order by id) from workflows workflow where account_id = '{ada.Agency.Tenant.AccountId}')
            || (select string_agg(step::text, ' ' order by id) from steps step where account_id = '{ada.Agency.Tenant.AccountId}')
        """);
}
