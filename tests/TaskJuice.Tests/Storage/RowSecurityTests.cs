using Npgsql;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>Asks PostgreSQL itself, past every filter of the program.</summary>
public sealed class RowSecurityTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;

    [Fact]
    public async Task Without_a_viewer_no_table_shows_a_row()
    {
        await ConnectedAsync();
        foreach (var table in await Walls.TenantTablesAsync(web.Database))
        {
            Assert.False(await web.ReadAsync($"select count(*) from {table}") is 0L, $"{table} has no rows to hide.");
            Assert.True(await AskAsync("", $"select count(*) from {table}") is 0L, $"{table} shows rows.");
            var deletion = $"with gone as (delete from {table} returning 1) select count(*) from gone";
            Assert.True(await AskAsync("", deletion) is 0L, $"{table} lets rows be deleted.");
        }
    }

    [Fact]
    public async Task A_workspace_sees_and_changes_its_own_rows_only()
    {
        var (mine, foreign) = (await ConnectedAsync(), await ConnectedAsync());
        foreach (var table in (string[])["workflows", "steps", "connections", "connection_secrets", "refresh_leases", "token_inbox", "audit_events", "notifications", "notification_reads", "read_marks", "connect_attempts"])
        {
            var before = await web.PictureAsync();
            Assert.NotEqual(0L, await AskAsync(Seen(mine), $"select count(*) from {table}"));
            Assert.Equal(0L, await AskAsync(Seen(mine), $"select count(*) from {table} where workspace_id <> '{mine.WorkspaceId}'"));
            Assert.Equal(0L, await AskAsync(Seen(mine), $"with gone as (delete from {table} where workspace_id = '{foreign.WorkspaceId}' returning 1) select count(*) from gone"));
            Assert.Equal(before, await web.PictureAsync());
        }
    }

    [Fact]
    public async Task A_workspace_of_the_same_account_is_foreign_too()
    {
        var agency = await web.OpenAgencyAsync("acme", "globex");
        await web.InWorkspaceAsync(agency.Workspaces[1].Tenant, session =>
        {
            session.Add(new Workflow(session.Tenant, "Hidden", DateTimeOffset.UtcNow));
            return Task.FromResult(0);
        });
        Assert.Equal(0L, await AskAsync(Seen(agency.Tenant), "select count(*) from workflows"));
    }

    [Fact]
    public async Task An_account_sees_over_its_workspaces_only_what_a_client_it_names_got_at_the_place_it_names()
    {
        var (mine, _) = (await ConnectedAsync(), await ConnectedAsync());
        var account = $"set_config('app.account_id', '{mine.AccountId}', true)";
        Assert.Equal(0L, await AskAsync(account, "select count(*) from connections"));
        Assert.Equal(0L, await AskAsync($"{account}, set_config('app.grant', 'shared https://elsewhere.example/token', true)", "select count(*) from connections"));
        var named = $"set_config('app.grant', 'shared {web.Provider.Http.BaseAddress}oauth/token', true)";
        var grant = $"{account}, {named}";
        Assert.Equal(1L, await AskAsync(grant, "select count(*) from connections"));
        Assert.Equal(0L, await AskAsync(grant, "select count(*) from connection_secrets"));
        Assert.Equal(0L, await AskAsync(named, "select count(*) from connections"));
        await AssertRefusedAsync(Refused, grant, "update connections set label = 'Planted'");
    }

    [Fact]
    public async Task Nothing_can_be_written_without_a_viewer_or_for_somebody_else()
    {
        var (mine, foreign) = (await ConnectedAsync(), await ConnectedAsync());
        await AssertRefusedAsync(Refused, "", Insert(mine));
        await AssertRefusedAsync(Refused, Seen(mine), Insert(foreign));
        await AssertRefusedAsync(Refused, Seen(mine), Insert(mine with { WorkspaceId = foreign.WorkspaceId }));
        await AssertRefusedAsync(Refused, Seen(mine), $"update workflows set account_id = '{foreign.AccountId}', workspace_id = '{foreign.WorkspaceId}'");
        await AssertRefusedAsync(Refused, Seen(mine), $"insert into account_keys (account_id, version, state, wrapped_by, wrapped, created_at, changed_at) values ('{foreign.AccountId}', 9, 'active', 'file:1', '\\x00', now(), now())");
        await AssertRefusedAsync(Refused, "set_config('app.schedule', 'on', true)", Insert(mine));
    }

    [Fact]
    public async Task A_person_sees_the_way_in_and_cannot_widen_it()
    {
        var (agency, foreign) = (await web.OpenAgencyAsync(), await web.OpenAgencyAsync());
        var viewer = $"set_config('app.user_id', '{agency.UserId}', true)";
        Assert.Equal(1L, await AskAsync(viewer, "select count(*) from workspaces"));
        Assert.Equal(1L, await AskAsync(viewer, "select count(*) from accounts"));
        Assert.Equal(0L, await AskAsync(viewer, "select count(*) from workflows"));
        await AssertRefusedAsync(Refused, viewer, $"insert into memberships values ('{foreign.Tenant.AccountId}', '{agency.UserId}', 'owner')");
        foreach (var change in (string[])["update memberships set role = 'owner'", "delete from memberships", "delete from workspaces", "delete from accounts"])
            Assert.Equal(0L, await AskAsync(viewer, $"with changed as ({change} returning 1) select count(*) from changed"));
    }

    [Fact]
    public async Task A_viewer_ends_with_the_transaction()
    {
        var tenant = await ConnectedAsync();
        await using var source = NpgsqlDataSource.Create(Roles.AsApplication(web.Database) + ";Maximum Pool Size=1");
        for (var round = 0; round < 2; round++)
        {
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0L, await CountAsync(connection));
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var tell = new NpgsqlCommand($"select {Seen(tenant)}", connection))
                await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0L, await CountAsync(connection));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_even_the_owner_can_point_a_step_at_a_foreign_or_another_apps_account(bool foreign)
    {
        var (mine, other) = (await ConnectedAsync(), await ConnectedAsync());
        var connection = await web.ReadAsync($"select id from connections where workspace_id = '{(foreign ? other : mine).WorkspaceId}'");
        var sql = foreign
            ? $"update steps set connection_id = '{connection}' where workspace_id = '{mine.WorkspaceId}'"
            : $"update steps set app = 'slack', connection_id = '{connection}' where workspace_id = '{mine.WorkspaceId}'";
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => web.ExecuteAsync(sql));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refusal.SqlState);
    }

    private Task<Tenant> ConnectedAsync() => ConnectedAsync(web);

    /// <summary>A workspace that has a row in every table.</summary>
    internal static async Task<Tenant> ConnectedAsync(WebFixture web)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var (tenant, user) = (back.Agency.Tenant, back.Agency.UserId);
        await web.ExecuteAsync($"""
            insert into notifications (account_id, workspace_id, id, connection_id, kind, raised_at)
                select account_id, workspace_id, gen_random_uuid(), id, 'reauthrequired', now() from connections
                where workspace_id = '{tenant.WorkspaceId}';
            insert into notification_reads (account_id, workspace_id, notification_id, user_id, read_at)
                select account_id, workspace_id, id, '{user}', now() from notifications where workspace_id = '{tenant.WorkspaceId}';
            insert into read_marks (account_id, workspace_id, user_id, kind, read_at)
                values ('{tenant.AccountId}', '{tenant.WorkspaceId}', '{user}', 'reauthrequired', now());
            insert into token_inbox (account_id, workspace_id, connection_id, generation, secret_version, envelope, sent_at, received_at)
                select account_id, workspace_id, id, 1, 1, '', now(), now() from connections where workspace_id = '{tenant.WorkspaceId}';
            insert into mails (account_id, workspace_id, id, notification_id, user_id, kind, planned_at, tries)
                select account_id, workspace_id, gen_random_uuid(), id, '{user}', 'reauthrequired', now(), 0 from notifications where workspace_id = '{tenant.WorkspaceId}';
            insert into connection_watches (account_id, workspace_id, connection_id, app)
                select account_id, workspace_id, id, app from connections where workspace_id = '{tenant.WorkspaceId}' on conflict do nothing;
            insert into revocations (account_id, workspace_id, id, connection_id, app, method, client, external_account_id, settings, token_endpoint, ends_for_all, was_refreshing, created_at, tries)
                select account_id, workspace_id, gen_random_uuid(), id, app, method, client, external_account_id, settings, token_endpoint, false, false, now(), 0 from connections
                where workspace_id = '{tenant.WorkspaceId}';
            insert into connect_attempts (account_id, workspace_id, id, user_id, flow, ends_at)
                values ('{tenant.AccountId}', '{tenant.WorkspaceId}', gen_random_uuid(), '{user}', '', now());
            """);
        return tenant;
    }

    private static string Seen(Tenant tenant) =>
        $"set_config('app.account_id', '{tenant.AccountId}', true), set_config('app.workspace_id', '{tenant.WorkspaceId}', true)";

    private static string Insert(Tenant tenant) =>
        $"insert into workflows (id, account_id, workspace_id, name, version, created_at, changed_at) values (gen_random_uuid(), '{tenant.AccountId}', '{tenant.WorkspaceId}', 'Planted', 1, now(), now())";

    private async Task AssertRefusedAsync(string code, string viewer, string sql) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<PostgresException>(() => AskAsync(viewer, sql))).SqlState);

    private async Task<object?> AskAsync(string viewer, string sql)
    {
        await using var connection = new NpgsqlConnection(Roles.AsApplication(web.Database));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (viewer.Length > 0)
        {
            await using var tell = new NpgsqlCommand($"select {viewer}", connection);
            await tell.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<object?> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select count(*) from workflows", connection);
        return await command.ExecuteScalarAsync();
    }
}
