using Npgsql;
using Xunit;

namespace TaskJuice.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public async Task Every_table_has_walls_or_is_shared_on_purpose() =>
        Assert.Empty(await Walls.ProblemsAsync(await TemplateDatabase.CopyAsync()));

    [Theory]
    [InlineData("create table forgetful (account_id uuid not null, id uuid not null, primary key (account_id, id))", "no row security")]
    [InlineData("create table forgetful (id uuid primary key)", "no row security")]
    [InlineData("create table forgetful (account_id uuid primary key); alter table forgetful enable row level security", "does not force")]
    [InlineData("create table forgetful (account_id uuid primary key); alter table forgetful force row level security; create policy p on forgetful for select using (true)", "only reads")]
    [InlineData("create table forgetful (id uuid primary key, account_id uuid not null)", "tell one account about another")]
    [InlineData("create table forgetful (account_id uuid not null, name text); create unique index on forgetful (lower(name))", "tell one account about another")]
    [InlineData("create table forgetful (account_id uuid)", "belong to nobody")]
    [InlineData("create table forgetful (account_id uuid primary key); grant truncate on forgetful to taskjuice_app", "truncated")]
    [InlineData("create view forgetful as select * from connections", "rights of its reader")]
    [InlineData("create materialized view forgetful as select * from connections", "has no walls")]
    [InlineData("create function forgetful() returns bigint language sql security definer as 'select count(*) from connections'", "rights of its owner")]
    [InlineData("alter table users rename to forgetful", "no row security")]
    public async Task The_check_names_whatever_forgets_its_walls(string sql, string problem)
    {
        var database = await TemplateDatabase.CopyAsync();
        await using (var source = NpgsqlDataSource.Create(database + ";Pooling=false"))
        await using (var command = source.CreateCommand(sql))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Contains(await Walls.ProblemsAsync(database), found => found.Contains("forgetful") && found.Contains(problem));
    }

    [Theory]
    [InlineData("select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin from pg_roles where rolname = 'taskjuice_app'")]
    [InlineData("select exists (select 1 from pg_class where relowner = 'taskjuice_app'::regrole)")]
    [InlineData("select exists (select 1 from pg_auth_members where member = 'taskjuice_app'::regrole)")]
    [InlineData("select has_schema_privilege('taskjuice_app', 'public', 'create')")]
    [InlineData("select has_database_privilege('taskjuice_app', current_database(), 'create')")]
    [InlineData("select has_table_privilege('taskjuice_app', '\"__EFMigrationsHistory\"', 'insert, update, delete')")]
    public async Task The_application_role_can_neither_own_nor_pass_a_wall(string danger)
    {
        await using var source = NpgsqlDataSource.Create(await TemplateDatabase.CopyAsync() + ";Pooling=false");
        await using var command = source.CreateCommand(danger);
        Assert.Equal(false, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
