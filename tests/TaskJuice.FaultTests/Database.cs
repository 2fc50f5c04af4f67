using Npgsql;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests;

/// <summary>Some workspaces of the database as its owner sees them.</summary>
/// <param name="system">Whose database.</param>
/// <param name="workspaces">A pattern of slugs.</param>
internal sealed class Database(TestSystem system, string workspaces = "%")
{
    private const string Chosen = "(select id from workspaces where slug like $1)";

    /// <summary>Makes every refreshable token due, and its life shorter than it is.</summary>
    public async Task MakeDueAsync()
    {
        await ExecuteAsync($"update connections set expires_at = now() where expires_at is not null and workspace_id in {Chosen}", workspaces);
        await ExecuteAsync($"update refresh_leases set due_at = now(), asked_at = null where due_at is not null and workspace_id in {Chosen}", workspaces);
    }

    /// <summary>Adds workspaces to the demo account.</summary>
    public async Task AddWorkspacesAsync(IEnumerable<string> slugs)
    {
        foreach (var slug in slugs)
            await ExecuteAsync("""
                insert into workspaces (account_id, id, name, slug, created_at)
                select account_id, gen_random_uuid(), $1, $1, now() from workspaces where slug = 'acme'
                """, slug);
    }

    /// <summary>The connections and their leases, the oldest first.</summary>
    public async Task<IReadOnlyList<Row>> RowsAsync()
    {
        await using var source = NpgsqlDataSource.Create(system.Database);
        await using var command = source.CreateCommand($"""
            select c.status, c.secret_version, c.expires_at, l.owner is not null, l.held_until, coalesce(l.failures, 0), l.last_outcome
            from connections c left join refresh_leases l on l.connection_id = c.id where c.workspace_id in {Chosen} order by c.id
            """);
        command.Parameters.Add(new() { Value = workspaces });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<Row> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(new(reader.GetString(0), reader.GetInt32(1), At(2), reader.GetBoolean(3), At(4), reader.GetInt32(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        return rows;

        DateTimeOffset? At(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>How many rows there are.</summary>
    /// <param name="rows">A table, with a condition if there is one.</param>
    public async Task<long> CountAsync(string rows)
    {
        await using var source = NpgsqlDataSource.Create(system.Database);
        await using var command = source.CreateCommand($"select count(*) from {rows}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Holds what a statement locks until the result is disposed.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection(system.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(system.Database);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>A connection with its lease.</summary>
internal sealed record Row(
    string Status, int Version, DateTimeOffset? ExpiresAt, bool Held, DateTimeOffset? HeldUntil, int Failures, string? LastOutcome)
{
    public bool IsFresh => ExpiresAt > DateTimeOffset.UtcNow.AddMinutes(5);
}
