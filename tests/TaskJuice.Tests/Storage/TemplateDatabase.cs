using Npgsql;
using TaskJuice.Core.Storage;
using TaskJuice.Testing;

namespace TaskJuice.Tests.Storage;

/// <summary>One migrated database that every other one is copied from, because migrating takes far longer than copying.</summary>
public static class TemplateDatabase
{
    private static readonly Lazy<Task<string>> Name = new(MakeAsync);

    // PostgreSQL refuses to copy a database while another copy of it is being made.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <returns>The owner's connection string of a fresh copy.</returns>
    public static async Task<string> CopyAsync()
    {
        var name = await Name.Value;
        await Turn.WaitAsync();
        try
        {
            return await (await TestPostgres.SharedAsync()).CreateDatabaseAsync(name);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<string> MakeAsync()
    {
        var database = await (await TestPostgres.SharedAsync()).CreateDatabaseAsync();
        await Migrator.MigrateAsync(database + ";Pooling=false", CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(database).Database!;
    }
}
