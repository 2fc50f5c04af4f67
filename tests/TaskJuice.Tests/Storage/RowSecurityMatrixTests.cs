using System.Text.RegularExpressions;
using Npgsql;
using TaskJuice.Core.Storage;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>Every kind of viewer tries to write every tenant table. Whoever adds a table, or a kind of viewer, has to say here what it may.</summary>
public sealed partial class RowSecurityMatrixTests(WebFixture web) : IClassFixture<WebFixture>
{
    /// <summary>What viewers may do with rows that are not of their own workspace.</summary>
    private static readonly string[] Allowed =
    [
        // The schedule hands over what is due; it holds and postpones, and puts an end to old mails.
        .. from table in (string[])["refresh_leases", "mails", "revocations", "connection_watches"]
           from verb in (string[])["insert", "update", "delete"]
           select $"schedule {verb} {table}",
        // Whoever brings a state uses up the attempt it belongs to.
        "state insert connect_attempts", "state update connect_attempts", "state delete connect_attempts",
        // What is over, and nothing else.
        "pruner delete audit_events", "pruner delete connect_attempts", "pruner delete mails", "pruner delete steps", "pruner delete notifications",
        "pruner delete revocations", "pruner delete workflows",
    ];

    [Fact]
    public async Task Nobody_writes_rows_of_others_but_where_this_list_says_so()
    {
        Assert.Equal(Allowed.Order(StringComparer.Ordinal), await DoneAsync());
    }

    [Theory]
    [InlineData("alter policy tenant on token_inbox with check (true)", "person insert token_inbox")]
    [InlineData("create policy hole on workspaces using (nullif(current_setting('app.user_id', true), '') is not null)", "person delete workspaces")]
    public async Task A_hole_in_a_wall_shows(string hole, string shown)
    {
        var check = await web.ReadAsync("select with_check from pg_policies where tablename = 'token_inbox' and policyname = 'tenant'");
        await web.ExecuteAsync(hole);
        try
        {
            Assert.Contains(shown, await DoneAsync());
        }
        finally
        {
            await web.ExecuteAsync($"drop policy if exists hole on workspaces; alter policy tenant on token_inbox with check ({check})");
        }
    }

    private async Task<IReadOnlyList<string>> DoneAsync()
    {
        var (mine, foreign) = (await RowSecurityTests.ConnectedAsync(web), await RowSecurityTests.ConnectedAsync(web));
        await web.ExecuteAsync($"""
            update connect_attempts set state_hash = null;
            update revocations set done_at = now();
            update workflows set removed_at = now();
            update steps set removed_at = now();
            update notifications set closed_at = now();
            update connect_attempts set state_hash = 'known' where workspace_id = '{mine.WorkspaceId}';
            update audit_events set kind = 'refreshed' where workspace_id = '{mine.WorkspaceId}';
            """);
        var viewers = await ViewersAsync(mine, foreign);

        List<string> done = [];
        foreach (var table in await Walls.TenantTablesAsync(web.Database))
        {
            var key = table == "accounts" ? "id" : "account_id";
            var row = await web.ReadAsync($"select to_jsonb(t)::text from {table} t where {key} = '{mine.AccountId}' limit 1");
            Assert.True(row is string, $"{table} has no row to try it with");
            var columns = (string)(await web.ReadAsync($"select string_agg(quote_ident(column_name), ', ') from information_schema.columns where table_name = '{table}' and is_generated = 'NEVER'"))!;
            foreach (var (viewer, settings) in viewers)
            {
                if (await DoesAsync(settings, $"insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, $${row}$$)"))
                    done.Add($"{viewer} insert {table}");
                if (await DoesAsync(settings, $"update {table} set {key} = {key} where {key} = '{mine.AccountId}'"))
                    done.Add($"{viewer} update {table}");
                if (await DoesAsync(settings, $"delete from {table} where {key} = '{mine.AccountId}'"))
                    done.Add($"{viewer} delete {table}");
            }
        }

        done.Sort(StringComparer.Ordinal);
        return done;
    }

    [Fact]
    public async Task Nobody_gives_an_own_row_to_another_account()
    {
        var (mine, foreign) = (await RowSecurityTests.ConnectedAsync(web), await RowSecurityTests.ConnectedAsync(web));
        foreach (var table in (await Walls.TenantTablesAsync(web.Database)).Except(["accounts"]))
            Assert.False(await DoesAsync(Settings(mine), $"update {table} set account_id = '{foreign.AccountId}'"), table);
    }

    [Fact]
    public async Task Every_setting_that_a_wall_asks_for_belongs_to_a_viewer_of_this_list()
    {
        var tenant = await RowSecurityTests.ConnectedAsync(web);
        var asked = (string)(await web.ReadAsync("select string_agg(concat(qual, with_check), ' ') from pg_policies"))!;
        var told = string.Concat((await ViewersAsync(tenant, tenant)).Select(viewer => viewer.Settings));
        Assert.Equal(Setting().Matches(asked).Select(match => match.Value).Distinct().Order(), Setting().Matches(told).Select(match => match.Value).Distinct().Order());
    }

    private async Task<(string RowSecurityContext, string Settings)[]> ViewersAsync(Tenant mine, Tenant foreign)
    {
        var person = await web.ReadAsync($"select user_id from memberships where account_id = '{mine.AccountId}'");
        return
        [
            ("nobody", "select 1"),
            ("stranger", Settings(foreign)),
            ("account", Tell("account_id", foreign.AccountId)),
            ("person", Tell("user_id", person!)),
            ("state", Tell("connect_state", "known")),
            ("schedule", Tell("schedule", "on")),
            ("keeper", Tell("key_keeper", "on")),
            ("grant", $"{Tell("account_id", foreign.AccountId)}; {Tell("grant", "sandbox shared acct_acme")}"),
            ("pruner", Tell("pruner", "on")),
        ];
    }

    private static string Settings(Tenant tenant) => $"{Tell("account_id", tenant.AccountId)}; {Tell("workspace_id", tenant.WorkspaceId)}";

    private static string Tell(string setting, object value) => $"select set_config('app.{setting}', '{value}', true)";

    // Another error than "not yours" means that the wall let it through.
    private async Task<bool> DoesAsync(string settings, string sql)
    {
        await using var connection = new NpgsqlConnection(Roles.AsApplication(web.Database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tell = new NpgsqlCommand(settings, connection))
            await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 0;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState != PostgresErrorCodes.InsufficientPrivilege;
        }
    }

    [GeneratedRegex(@"app\.[a-z_]+")]
    private static partial Regex Setting();
}
