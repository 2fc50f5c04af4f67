using System.Net;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class BuilderTests(RunningWeb web)
{
    [Fact]
    public async Task A_foreign_workflow_and_an_unknown_one_are_the_same_nothing()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Private");
        var mallory = await web.BrowserOfAsync(RunningWeb.Mallory);

        var foreign = await mallory.OpenAsync(workflow);
        var otherWorkspace = await mallory.OpenAsync(workflow.Replace("/acme/", "/initech/"));
        var unknown = await mallory.OpenAsync($"/initech/workflows/{Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(unknown.Raw, foreign.Raw);
        Assert.Equal(unknown.Raw, otherWorkspace.Raw);
    }

    [Fact]
    public async Task A_workflow_shows_only_in_its_own_workspace()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Only in Acme");

        Assert.Contains("Only in Acme", (await ada.OpenAsync("/acme/workflows")).Text);
        Assert.DoesNotContain("Only in Acme", (await ada.OpenAsync("/globex/workflows")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.OpenAsync(workflow.Replace("/acme/", "/globex/"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_workflow_without_a_name_is_asked_for_again(string name)
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        await ada.OpenAsync("/acme/workflows");
        var answer = await ada.SendFormAsync("/acme/workflows", false, ("name", name));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("A name must be 1 to 120 characters long.", answer.Text);
        Assert.Contains("<title>Error: Workflows", answer.Text);
    }

    [Fact]
    public async Task A_name_is_text_whatever_it_looks_like()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "<img src=x onerror=alert(1)>");

        Assert.DoesNotContain("<img src=x", (await ada.OpenAsync(workflow)).Raw);
    }

    [Fact]
    public async Task A_renamed_workflow_shows_its_new_name()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Old name");
        var answer = await ada.SendFormAsync($"{workflow}/rename", true, ("name", " New name "));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("<h1>New name</h1>", answer.Text);
    }

    [Fact]
    public async Task One_address_answers_with_a_page_or_with_its_fragment()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Two answers");
        var page = await ada.OpenAsync(workflow);
        var fragment = await ada.OpenAsync(workflow, fragment: true);

        Assert.StartsWith("<!doctype html>", page.Raw);
        Assert.StartsWith("<section id=\"builder\"", fragment.Raw.TrimStart());
        Assert.Contains("HX-Request", page.Header("Vary"));
    }

    [Fact]
    public async Task An_address_that_only_takes_forms_cannot_be_opened()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Forms only");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await ada.OpenAsync($"{workflow}/rename")).Status);
    }

    [Fact]
    public async Task Steps_that_need_an_account_are_counted_and_lead_to_the_first()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Unfinished");
        var trigger = await ada.AddStepAsync(workflow, "new-record");
        Assert.Contains("1 step needs attention", (await ada.OpenAsync(workflow)).Text);

        await ada.AddStepAsync(workflow, "send-message", trigger);
        var page = await ada.OpenAsync(workflow);

        Assert.Contains("2 steps need attention", page.Text);
        Assert.Contains($"id=\"attention\" href=\"{workflow}?step={trigger}\"", page.Text);
        Assert.Contains("Needs an account", page.Text);
    }

    [Fact]
    public async Task A_step_of_an_app_that_left_the_catalog_is_still_shown()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        var workflow = await ada.CreateWorkflowAsync("acme", "Old app");
        var id = Guid.Parse(workflow.Split('/')[^1]);
        await web.InWorkspaceAsync(RunningWeb.Ada, "acme", async session =>
        {
            var row = session.Workflows.Single(row => row.Id == id);
            session.Add(new Step(row, Vanished, Vanished.Operations[0], 0, DateTimeOffset.UtcNow));
            await session.SaveAsync(CancellationToken.None);
        });

        var page = await ada.OpenAsync(workflow);

        Assert.Equal(["1. Do something"], page.Steps);
        Assert.Contains("No longer in the catalog", page.Text);
        Assert.Contains("1 step needs attention", (await ada.OpenAsync("/acme/workflows")).Text);
    }

    private static readonly App Vanished = new()
    {
        Slug = "vanished",
        Name = "Vanished",
        Category = "None",
        Docs = new("https://example.test/"),
        Checked = new(2026, 1, 1),
        Methods = [],
        Hosts = [],
        Operations = [new Operation { Kind = OperationKind.Trigger, Key = "do", Name = "Do something" }],
    };
}
