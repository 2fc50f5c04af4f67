using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Storage;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Retention;

/// <summary>What is over goes after its time, whoever it belonged to; what is shown or needed stays.</summary>
public sealed class PruneTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_healthy_connection_wrote_by_itself_goes_though_nobody_refreshes_it_and_what_people_did_stays()
    {
        var (one, other) = (await Returning.ToAsync(web), await Returning.ToAsync(web));
        foreach (var back in (Returning[])[one, other])
        {
            await back.FinishAsync();
            await HappenedAsync(back.Agency.Tenant.WorkspaceId, "91 days", "usedforrefresh", "refreshed", "usedforcall", "keytried", "refusedbyprovider", "renamed");
            await HappenedAsync(back.Agency.Tenant.WorkspaceId, "89 days", "refreshed");
            await web.ExecuteAsync($"update refresh_leases set due_at = null where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
        }

        await PruneAsync();
        foreach (var back in (Returning[])[one, other])
            Assert.Equal("refreshed refusedbyprovider renamed", await web.ReadAsync($"""
                select string_agg(kind, ' ' order by kind) from audit_events where workspace_id = '{back.Agency.Tenant.WorkspaceId}' and at < now() - interval '1 day'
                """));
    }

    [Fact]
    public async Task An_attempt_goes_a_quarter_of_an_hour_after_its_end_and_not_in_the_transaction_of_somebody_who_waits()
    {
        var back = await Returning.ToAsync(web);
        var mine = $"connect_attempts where workspace_id = '{back.Agency.Tenant.WorkspaceId}'";
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '16 minutes' where id = '{back.Started.Flow}'");

        // A save that touched it would wait for this one.
        await using (var held = new NpgsqlConnection(web.Database))
        {
            await held.OpenAsync(Stop);
            await using var transaction = await held.BeginTransactionAsync(Stop);
            await using (var hold = new NpgsqlCommand($"select 1 from {mine} for update", held))
                await hold.ExecuteScalarAsync(Stop);
            await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        }

        Assert.Equal(2L, await CountAsync(mine));
        await PruneAsync();
        Assert.Equal(1L, await CountAsync(mine));
        await web.ExecuteAsync("update connect_attempts set ends_at = now() - interval '14 minutes'");
        await PruneAsync();
        Assert.Equal(1L, await CountAsync(mine));
    }

    [Fact]
    public async Task A_given_up_access_goes_a_month_after_its_end_was_known_and_the_history_still_tells_it()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("disconnect");
        var mine = $"revocations where connection_id = '{kept.Id}'";
        await web.ExecuteAsync($"update revocations set created_at = now() - interval '40 days', done_at = now() - interval '29 days' where connection_id = '{kept.Id}'");
        await PruneAsync();
        Assert.Equal(1L, await CountAsync(mine));

        await web.ExecuteAsync($"update revocations set done_at = now() - interval '31 days' where connection_id = '{kept.Id}'");
        var page = await kept.OpenAsync();
        await PruneAsync();
        Assert.Equal(0L, await CountAsync(mine));
        Assert.Contains("Sandbox confirmed that access was revoked.", page);
        Assert.Contains("Sandbox confirmed that access was revoked.", await kept.OpenAsync());
    }

    [Fact]
    public async Task A_sign_in_goes_when_it_can_open_nothing_any_more()
    {
        var (old, young) = (await web.OpenAgencyAsync("old"), await web.OpenAgencyAsync("young"));
        await web.SignInAsync(old);
        await web.SignInAsync(young);
        await web.ExecuteAsync($"update browser_sessions set started_at = now() - interval '8 days' where user_id = '{old.UserId}'");
        await PruneAsync();
        Assert.Equal((0L, 1L), (await CountAsync($"browser_sessions where user_id = '{old.UserId}'"), await CountAsync($"browser_sessions where user_id = '{young.UserId}'")));
    }

    [Fact]
    public async Task What_is_still_to_be_done_is_never_pruned_however_old_it_is()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("disconnect");
        await web.ExecuteAsync($"""
            update revocations set created_at = now() - interval '400 days', due_at = now() + interval '1 day', done_at = null where connection_id = '{kept.Id}';
            update connect_attempts set ends_at = now() + interval '1 minute';
            """);
        var before = await CountAsync("connect_attempts");
        await PruneAsync();
        Assert.Equal((1L, before), (await CountAsync($"revocations where connection_id = '{kept.Id}'"), await CountAsync("connect_attempts")));
    }

    [Theory]
    [InlineData("sent_at = now() - interval '31 days'", "31 days", 0)]
    [InlineData("tries = 3", "31 days", 0)]
    [InlineData("sent_at = now() - interval '31 days'", "29 days", 1)]
    [InlineData("sent_at = now() - interval '31 days'", null, 1)]
    [InlineData("due_at = now()", "31 days", 1)]
    public async Task A_finished_mail_goes_a_month_after_its_trouble_ended(string mail, string? closedAgo, long left)
    {
        var kept = await Kept.OAuthAsync(web);
        var raised = Guid.NewGuid();
        await web.ExecuteAsync($"""
            insert into notifications (account_id, workspace_id, id, connection_id, kind, raised_at, closed_at)
                select account_id, workspace_id, '{raised}', id, 'reauthrequired', now() - interval '60 days', {(closedAgo is null ? "null" : $"now() - interval '{closedAgo}'")}
                from connections where id = '{kept.Id}';
            insert into mails (account_id, workspace_id, id, notification_id, user_id, kind, planned_at, tries)
                select account_id, workspace_id, gen_random_uuid(), id, '{kept.Agency.UserId}', 'reauthrequired', now() - interval '60 days', 1
                from notifications where id = '{raised}';
            update mails set {mail} where notification_id = '{raised}';
            """);
        await PruneAsync();
        Assert.Equal((left, 1L), (await CountAsync($"mails where notification_id = '{raised}'"), await CountAsync($"notifications where id = '{raised}'")));
    }

    [Fact]
    public async Task A_backlog_goes_in_batches_and_passes_over_rows_that_somebody_has()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var workspace = back.Agency.Tenant.WorkspaceId;
        await HappenedAsync(workspace, "200 days", [.. Enumerable.Repeat("refreshed", PruneFinished.Batch + 5)]);
        var old = $"audit_events where workspace_id = '{workspace}' and at < now() - interval '100 days'";
        await using var held = new NpgsqlConnection(web.Database);
        await held.OpenAsync(Stop);
        await using var transaction = await held.BeginTransactionAsync(Stop);
        await using (var hold = new NpgsqlCommand($"select 1 from {old} limit 2 for update", held))
            await hold.ExecuteScalarAsync(Stop);

        Assert.True(await Prune.PruneAsync(Stop));
        Assert.Equal(5L, await CountAsync(old));
        await PruneAsync();
        Assert.Equal(2L, await CountAsync(old));
    }

    [Fact]
    public async Task Whoever_prunes_can_delete_what_is_over_and_read_write_or_delete_nothing_else()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await HappenedAsync(back.Agency.Tenant.WorkspaceId, "91 days", "refreshed");
        await using var connection = new NpgsqlConnection(Roles.AsApplication(web.Database));
        await connection.OpenAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        Assert.Equal("on", await AskAsync("select set_config('app.pruner', 'on', true)"));
        foreach (var secret in (string[])["connections", "connection_secrets", "token_inbox", "account_keys", "workflows", "steps", "memberships", "workspaces", "accounts"])
            Assert.Equal(0L, await AskAsync($"select count(*) from {secret}"));
        Assert.Equal(0L, await AskAsync("select count(*) from audit_events where kind = 'connected'"));
        Assert.Equal(0L, await AskAsync("select count(*) from connect_attempts where ends_at > now()"));
        Assert.Equal(0L, await AskAsync("select count(*) from notifications where closed_at is null"));
        Assert.NotEqual(0L, await AskAsync("select count(*) from audit_events"));
        await using var change = new NpgsqlCommand("update audit_events set detail = 'Planted'", connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => change.ExecuteNonQueryAsync(Stop))).SqlState);

        async Task<object?> AskAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(Stop);
        }
    }

    private PruneFinished Prune => web.Services.GetRequiredService<PruneFinished>();

    private async Task PruneAsync()
    {
        while (await Prune.PruneAsync(Stop))
        {
        }
    }

    private async Task<object?> CountAsync(string rows) => await web.ReadAsync($"select count(*) from {rows}");

    private async Task HappenedAsync(Guid workspace, string ago, params string[] kinds) => await web.ExecuteAsync($"""
        insert into audit_events (account_id, workspace_id, id, connection_id, kind, at)
        select account_id, workspace_id, gen_random_uuid(), id, kind, now() - interval '{ago}'
        from connections, unnest(array['{string.Join("','", kinds)}']) kind where workspace_id = '{workspace}'
        """);
}
