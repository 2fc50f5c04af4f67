using Npgsql;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>The statements that a database executed, as it counts them itself (pg_stat_statements).</summary>
internal static class Counted
{
    /// <summary>Settings of a server that counts.</summary>
    public static readonly string[] Settings = ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=on"];

    // By the product's role: what the figures ask themselves is left out.
    private const string Statements = """
        select left(regexp_replace(query, '\s+', ' ', 'g'), 110), calls from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
            and userid = (select oid from pg_roles where rolname = 'taskjuice_app') order by calls desc, 1
        """;

    public static Task StartAsync(NpgsqlDataSource owner) => ExecuteAsync(owner, "create extension if not exists pg_stat_statements");

    public static Task ResetAsync(NpgsqlDataSource owner) => ExecuteAsync(owner, "select pg_stat_statements_reset()");

    /// <summary>Since the last reset, most frequent first.</summary>
    public static async Task<IReadOnlyList<(string Text, long Calls)>> ReadAsync(NpgsqlDataSource owner)
    {
        List<(string Text, long Calls)> statements = [];
        await using var command = owner.CreateCommand(Statements);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            statements.Add((reader.GetString(0), reader.GetInt64(1)));
        return statements;
    }

    public static void Print(this IReadOnlyList<(string Text, long Calls)> statements, double per)
    {
        foreach (var (text, calls) in statements)
            Console.WriteLine($"  {calls / per,6:0.00}  {text}");
    }

    public static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
