using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Retention;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Retention;

/// <summary>What people deleted can be put back for a stated time, and what was told of is told no more a while after its end.</summary>
public sealed class PruneDeletedTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("29 days", 1)]
    [InlineData("31 days", 0)]
    public async Task A_deleted_workflow_goes_with_its_steps_after_the_time_that_its_list_states(string ago, long left)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var (gone, stays) = (await guest.AddStepAsync(agency.Slug), await guest.AddStepAsync(agency.Slug));
        await guest.Browser.OpenAsync(gone.Workflow);
        await guest.Browser.SendFormAsync($"{gone.Workflow}/delete", false);
        Assert.Contains("You can restore deleted items for 30 days. After that they're gone.", (await guest.Browser.OpenAsync($"/{agency.Slug}/workflows")).Text);
        foreach (var table in (string[])["workflows", "steps"])
            await web.ExecuteAsync($"update {table} set removed_at = now() - interval '{ago}' where removed_at is not null");

        await PruneAsync();
        Assert.Equal((left, left), (await CountAsync($"workflows where id = '{gone.WorkflowId}'"), await CountAsync($"steps where workflow_id = '{gone.WorkflowId}'")));
        Assert.Equal((1L, 1L), (await CountAsync($"workflows where id = '{stays.WorkflowId}'"), await CountAsync($"steps where workflow_id = '{stays.WorkflowId}'")));
    }

    [Theory]
    [InlineData("30 days", 1)]
    [InlineData("32 days", 0)]
    public async Task A_step_that_was_taken_out_goes_a_day_later_than_a_workflow_would(string ago, long left)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await web.ExecuteAsync($"update steps set removed_at = now() - interval '{ago}' where workflow_id = '{step.WorkflowId}'");
        await PruneAsync();
        Assert.Equal((1L, left), (await CountAsync($"workflows where id = '{step.WorkflowId}'"), await CountAsync($"steps where workflow_id = '{step.WorkflowId}'")));
    }

    [Theory]
    [InlineData("closed_at = now() - interval '91 days'", 0)]
    [InlineData("closed_at = now() - interval '89 days'", 1)]
    [InlineData("raised_at = now() - interval '400 days'", 1)]
    public async Task A_notification_goes_three_months_after_its_end_and_never_while_it_lasts(string change, long left)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var mine = $"notifications where workspace_id = '{back.Agency.Tenant.WorkspaceId}'";
        await web.ExecuteAsync($"""
            insert into notifications (account_id, workspace_id, id, connection_id, kind, raised_at)
                select account_id, workspace_id, gen_random_uuid(), id, 'reauthrequired', now() from connections where workspace_id = '{back.Agency.Tenant.WorkspaceId}';
            insert into notification_reads (account_id, workspace_id, notification_id, user_id, read_at)
                select account_id, workspace_id, id, '{back.Agency.UserId}', now() from {mine};
            update notifications set {change} where workspace_id = '{back.Agency.Tenant.WorkspaceId}'
            """);
        await PruneAsync();
        Assert.Equal((left, left), (await CountAsync(mine), await CountAsync($"notification_reads where workspace_id = '{back.Agency.Tenant.WorkspaceId}'")));
    }

    private async Task PruneAsync()
    {
        while (await web.Services.GetRequiredService<PruneFinished>().PruneAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    private async Task<object?> CountAsync(string rows) => await web.ReadAsync($"select count(*) from {rows}");
}
