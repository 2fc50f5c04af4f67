using System.Net;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class StepTests(RunningWeb web)
{
    [Fact]
    public async Task The_first_step_is_a_trigger_and_the_next_ones_are_actions()
    {
        var (ada, workflow) = await EmptyAsync();
        Assert.Contains("New record", (await ada.OpenAsync($"{workflow}/steps/add?app=sandbox")).Text);
        Assert.DoesNotContain("Send message", (await ada.OpenAsync($"{workflow}/steps/add?app=sandbox")).Text);

        var trigger = await ada.AddStepAsync(workflow, "new-record");
        var next = await ada.OpenAsync($"{workflow}/steps/add?app=sandbox&after={trigger}");

        Assert.Contains("Send message", next.Text);
        Assert.DoesNotContain("value=\"new-record\"", next.Text);
    }

    [Fact]
    public async Task A_second_trigger_is_refused_with_the_reason()
    {
        var (ada, workflow) = await EmptyAsync();
        await ada.AddStepAsync(workflow, "new-record");
        var answer = await ada.SendFormAsync($"{workflow}/steps/add?app=sandbox", true, ("operation", "new-record"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("This workflow already has a trigger.", answer.Text);
        Assert.Equal("#dialog-body", answer.Header("HX-Retarget"));
    }

    [Fact]
    public async Task The_picker_finds_apps_by_name_and_says_when_there_is_none()
    {
        var (ada, workflow) = await EmptyAsync();

        Assert.Contains("app=sandbox", (await ada.OpenAsync($"{workflow}/steps/add?q=SANDB")).Text);
        Assert.DoesNotContain("app=slack", (await ada.OpenAsync($"{workflow}/steps/add?q=sandb")).Text);
        Assert.Contains("No match for 'acm'", (await ada.OpenAsync($"{workflow}/steps/add?q=acm")).Text);
    }

    [Fact]
    public async Task A_step_lands_right_behind_the_one_it_was_added_to()
    {
        var (ada, workflow) = await EmptyAsync();
        var trigger = await ada.AddStepAsync(workflow, "new-record");
        await ada.AddStepAsync(workflow, "send-message", trigger);
        await ada.AddStepAsync(workflow, "create-ticket", trigger);

        Assert.Equal(["1. New record", "2. Create ticket", "3. Send message"], (await ada.OpenAsync(workflow)).Steps);
    }

    [Fact]
    public async Task A_moved_step_says_where_it_is_now()
    {
        var (ada, workflow, _, second, _) = await ThreeAsync();
        var answer = await ada.SendFormAsync($"{workflow}/steps/{second}/move", true, ("to", "down"));

        Assert.Equal(["1. New record", "2. Create ticket", "3. Send message"], answer.Steps);
        Assert.Contains("<hx-partial hx-target=\"#announcer\">Send message moved to position 3 of 3</hx-partial>", answer.Text);
    }

    [Fact]
    public async Task Without_script_a_change_leads_back_to_the_builder()
    {
        var (ada, workflow, _, second, third) = await ThreeAsync();
        var answer = await ada.SendFormAsync($"{workflow}/steps/{second}/move?step={third}", false, ("to", "down"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"{workflow}?step={third}", answer.Location);
    }

    [Theory]
    [InlineData(1, "up")]
    [InlineData(2, "down")]
    [InlineData(0, "down")]
    public async Task A_step_never_passes_an_end_or_the_trigger(int index, string direction)
    {
        var (ada, workflow, first, second, third) = await ThreeAsync();
        string[] keys = [first, second, third];
        var answer = await ada.SendFormAsync($"{workflow}/steps/{keys[index]}/move", true, ("to", direction));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains($"can't move further {direction}", answer.Text);
        Assert.Equal(["1. New record", "2. Send message", "3. Create ticket"], answer.Steps);
    }

    [Fact]
    public async Task A_removed_step_comes_back_to_its_place()
    {
        var (ada, workflow, _, second, _) = await ThreeAsync();
        var removed = await ada.SendFormAsync($"{workflow}/steps/{second}/remove", false);
        var page = await ada.OpenAsync(removed.Location!);
        Assert.Equal(["1. New record", "2. Create ticket"], page.Steps);
        Assert.Contains("Send message removed", page.Text);
        Assert.Contains("Undo", page.Text);

        await ada.SendFormAsync($"{workflow}/steps/{second}/restore", false);

        Assert.Equal(["1. New record", "2. Send message", "3. Create ticket"], (await ada.OpenAsync(workflow)).Steps);
    }

    [Fact]
    public async Task Without_its_trigger_a_workflow_says_what_is_missing()
    {
        var (ada, workflow, first, _, _) = await ThreeAsync();
        var answer = await ada.SendFormAsync($"{workflow}/steps/{first}/remove", true);

        Assert.Equal(["1. Send message", "2. Create ticket"], answer.Steps);
        Assert.Contains("This workflow has no trigger, so nothing will start it.", answer.Text);
    }

    [Fact]
    public async Task A_removed_trigger_does_not_come_back_beside_another_one()
    {
        var (ada, workflow, first, _, _) = await ThreeAsync();
        await ada.SendFormAsync($"{workflow}/steps/{first}/remove", true);
        await ada.AddStepAsync(workflow, "new-record");
        var answer = await ada.SendFormAsync($"{workflow}/steps/{first}/restore", true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["1. New record", "2. Send message", "3. Create ticket"], answer.Steps);
    }

    [Fact]
    public async Task A_copy_stands_behind_its_original()
    {
        var (ada, workflow, _, second, _) = await ThreeAsync();
        var answer = await ada.SendFormAsync($"{workflow}/steps/{second}/duplicate", true);

        Assert.Equal(["1. New record", "2. Send message", "3. Send message", "4. Create ticket"], answer.Steps);
    }

    [Fact]
    public async Task A_step_can_be_renamed_but_not_to_nothing()
    {
        var (ada, workflow, _, second, _) = await ThreeAsync();
        var named = await ada.SendFormAsync($"{workflow}/steps/{second}/rename", true, ("title", "Tell sales"));
        var nameless = await ada.SendFormAsync($"{workflow}/steps/{second}/rename", true, ("title", " "));

        Assert.Contains("2. Tell sales", named.Steps);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.Status);
        Assert.Contains("2. Tell sales", nameless.Steps);
    }

    [Fact]
    public async Task Who_changes_a_step_that_somebody_removed_reads_what_happened()
    {
        var (ada, workflow, _, second, _) = await ThreeAsync();
        await ada.SendFormAsync($"{workflow}/steps/{second}/remove", true);
        var answer = await ada.SendFormAsync($"{workflow}/steps/{second}/move", true, ("to", "down"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Send message has been removed. The list below is up to date.", answer.Text);
    }

    [Fact]
    public async Task Many_editors_at_once_leave_an_order_without_holes_or_twins()
    {
        var (ada, workflow, _, second, third) = await ThreeAsync();
        IEnumerable<Task<Answer>> adding = Enumerable.Range(0, 8).Select(_ =>
            ada.SendFormAsync($"{workflow}/steps/add?app=sandbox&after={second}", true, ("operation", "list-records")));
        IEnumerable<Task<Answer>> moving = Enumerable.Range(0, 8).Select(turn =>
            ada.SendFormAsync($"{workflow}/steps/{(turn % 2 == 0 ? second : third)}/move", true, ("to", turn % 3 == 0 ? "up" : "down")));
        await Task.WhenAll(adding.Concat(moving));

        var steps = (await ada.OpenAsync(workflow)).Steps;

        Assert.Equal(Enumerable.Range(1, 11), steps.Select(step => int.Parse(step.Split('.')[0])));
        Assert.Equal("1. New record", steps[0]);
    }

    [Theory]
    [InlineData("move")]
    [InlineData("remove")]
    [InlineData("restore")]
    [InlineData("duplicate")]
    [InlineData("rename")]
    public async Task Nobody_changes_the_steps_of_a_foreign_workflow(string action)
    {
        var (_, workflow, _, second, _) = await ThreeAsync();
        var mallory = await web.BrowserOfAsync(RunningWeb.Mallory);
        await mallory.OpenAsync("/initech/workflows");

        var direct = await mallory.SendFormAsync($"{workflow}/steps/{second}/{action}", true, ("to", "down"), ("title", "Mine"));
        var through = await mallory.SendFormAsync(
            $"{workflow.Replace("/acme/", "/initech/")}/steps/{second}/{action}", true, ("to", "down"), ("title", "Mine"));

        Assert.Equal(HttpStatusCode.NotFound, direct.Status);
        Assert.Equal(HttpStatusCode.NotFound, through.Status);
    }

    private async Task<(Browser Ada, string Workflow)> EmptyAsync()
    {
        var ada = await web.BrowserOfAsync(RunningWeb.Ada);
        return (ada, await ada.CreateWorkflowAsync("acme", "Steps"));
    }

    private async Task<(Browser Ada, string Workflow, string First, string Second, string Third)> ThreeAsync()
    {
        var (ada, workflow) = await EmptyAsync();
        var first = await ada.AddStepAsync(workflow, "new-record");
        var second = await ada.AddStepAsync(workflow, "send-message", first);
        return (ada, workflow, first, second, await ada.AddStepAsync(workflow, "create-ticket", second));
    }
}
