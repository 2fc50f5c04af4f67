using Npgsql;

namespace TaskJuice.Tests.Storage;

/// <summary>Reads PostgreSQL's own catalog and names every table and view that a tenant's rows could leave through.</summary>
internal static class Walls
{
    /// <summary>Tables that belong to nobody's account. Whoever adds one here says why it holds no tenant's data.</summary>
    private static readonly string[] Shared =
    [
        // People work for several accounts; what they may see hangs on memberships, which has walls.
        "users", "user_claims", "user_logins", "user_tokens",
        // Where people are signed in.
        "browser_sessions",
        // Keys of cookies, sealed.
        "data_protection_keys",
        // Which token endpoints are left alone; says nothing about anybody's connections.
        "open_circuits",
        // When the next refresh may start, by a hash of token endpoint and client.
        "rate_limit_partitions",
        // The vault's own key, wrapped, and a known text sealed under it.
        "vault_keys",
        "__EFMigrationsHistory",
    ];

    private const string Tables = """
        select c.relname, c.relrowsecurity, c.relforcerowsecurity,
               exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd = '*')
                   and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd <> 'r' and (p.polqual is null or p.polwithcheck is null)),
               coalesce((select string_agg(i.indexrelid::regclass::text, ', ') from pg_index i
                   left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                   -- Addresses are names that everybody may know, as those of hosts are; one of them leads to one place.
                   where i.indrelid = c.oid and i.indisunique and i.indexrelid::regclass::text <> 'ix_workspaces_slug'
                       and a.attname is distinct from case c.relname when 'accounts' then 'id' else 'account_id' end), ''),
               exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname in ('account_id', 'workspace_id') and not a.attnotnull),
               has_table_privilege('taskjuice_app', c.oid, 'truncate')
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f') order by 1
        """;

    private const string Doors = """
        select 'view ' || relname || ' does not run with the rights of its reader' from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'v'
            and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
        union all
        select 'materialized view ' || relname || ' has no walls' from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'
        union all
        select 'function ' || proname || ' runs with the rights of its owner' from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        """;

    public static async Task<IReadOnlyList<string>> ProblemsAsync(NpgsqlConnection connection) =>
        [.. (await TablesAsync(connection)).SelectMany(Problems), .. await DoorsAsync(connection)];

    /// <summary>The tables that must have walls.</summary>
    public static async Task<IReadOnlyList<string>> TenantTablesAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return [.. (await TablesAsync(connection)).Select(table => table.Name).Except(Shared)];
    }

    private static IEnumerable<string> Problems(Table table)
    {
        if (table.MayTruncate)
            yield return $"{table.Name} can be truncated, which no policy stops";
        if (Shared.Contains(table.Name))
            yield break;
        if (!table.Enabled)
            yield return $"{table.Name} has no row security and is not in the list of shared tables";
        if (!table.Forced)
            yield return $"{table.Name} does not force row security on its owner";
        if (!table.Checked)
            yield return $"{table.Name} has no policy, or one that checks only reads or only writes";
        if (table.LooseIndexes.Length > 0)
            yield return $"{table.Name} has unique indexes that tell one account about another: {table.LooseIndexes}";
        if (table.Optional)
            yield return $"{table.Name} allows rows that belong to nobody";
    }

    private static async Task<List<Table>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<Table> tables = [];
        while (await reader.ReadAsync())
            tables.Add(new(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3),
                reader.GetString(4), reader.GetBoolean(5), reader.GetBoolean(6)));
        return tables;
    }

    private static async Task<List<string>> DoorsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Doors, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> doors = [];
        while (await reader.ReadAsync())
            doors.Add(reader.GetString(0));
        return doors;
    }

    private sealed record Table(string Name, bool Enabled, bool Forced, bool Checked, string LooseIndexes, bool Optional, bool MayTruncate);
}
