using System.Net;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class FullWorkflowTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_workflow_with_the_most_steps_takes_no_further_one_and_says_so_and_loses_nothing()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await web.ExecuteAsync($"""
            insert into steps (account_id, workspace_id, id, workflow_id, key, app, operation, kind, title, position, removed_at)
                select account_id, workspace_id, gen_random_uuid(), workflow_id, 'k' || n, app, 'create-ticket', 'action', 'Create ticket', n, case when n = {StepList.Most} then now() end
                from steps, generate_series(1, {StepList.Most}) n where workflow_id = '{step.WorkflowId}'
            """);
        var page = await guest.Browser.OpenAsync($"{step.Workflow}?step={step.Key}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        const string Full = "A workflow can have up to 100 steps, and this one is full.";

        foreach (var (action, fields) in ((string, (string, string)[])[])
        [
            ($"{step.Workflow}/steps/add?app=sandbox&after=k5", [("operation", "create-ticket")]),
            ($"{step.Workflow}/steps/k5/duplicate", []),
            ($"{step.Workflow}/steps/k{StepList.Most}/restore", []),
        ])
        {
            var answer = await guest.Browser.SendFormAsync(action, true, fields);
            Assert.Contains(Full, answer.Text);
            Assert.Equal((long)StepList.Most, await web.ReadAsync($"select count(*) from steps where workflow_id = '{step.WorkflowId}' and removed_at is null"));
        }

        await guest.Browser.SendFormAsync($"{step.Workflow}/steps/k5/remove", true);
        Assert.DoesNotContain(Full, (await guest.Browser.SendFormAsync($"{step.Workflow}/steps/k{StepList.Most}/restore", true)).Text);
        Assert.Equal((long)StepList.Most, await web.ReadAsync($"select count(*) from steps where workflow_id = '{step.WorkflowId}' and removed_at is null"));
    }
}
