using Npgsql;

namespace TaskJuice.Tests.Vault;

/// <summary>What somebody does who can write the database: change one column after the other.</summary>
internal static class ChangedColumns
{
    /// <summary>Another value for a column.</summary>
    public static string Value(string column, string type) => (column, type) switch
    {
        ("status", _) => "'error'",
        ("end", _) => "'retrying'",
        ("done_at", _) => "null",
        ("created_at", _) => "now() - interval '1 hour'",
        ("due_at" or "held_until", _) => "now() - interval '1 minute'",
        (_, "uuid") => "'00000000-0000-7000-8000-00000000abcd'::uuid",
        (_, "integer" or "bigint" or "smallint") => "77",
        (_, "boolean") => "true",
        (_, "timestamp with time zone") => "now() + interval '1 day'",
        (_, "jsonb") => """'{"organisation":"org_of_somebody_else"}'::jsonb""",
        (_, "ARRAY") => "'{changed}'::text[]",
        (_, "bytea") => """'\x0201000000010102030405'::bytea""",
        _ => "'https://changed.example/token'",
    };

    /// <summary>The columns that can be written, as the database knows them.</summary>
    public static async Task<List<(string Column, string Type)>> ColumnsAsync(this WebFixture web, string table)
    {
        await using var source = NpgsqlDataSource.Create(web.Database);
        await using var command = source.CreateCommand(
            $"select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = '{table}' and is_generated = 'NEVER' order by ordinal_position");
        await using var reader = await command.ExecuteReaderAsync();
        List<(string, string)> columns = [];
        while (await reader.ReadAsync())
            columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    // Keys between tables are no wall to somebody with the database in hand.
    public static Task AsSuperuserAsync(this WebFixture web, string sql) => web.ExecuteAsync($"begin; set local session_replication_role = replica; {sql}; commit");
}
