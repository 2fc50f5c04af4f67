using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Migrates the database to the latest schema, as its owner. Everything else connects as <see cref="Roles.Application"/>.
/// </summary>
public static class Migrator
{
    /// <summary>Applies every pending migration. Several processes may call it concurrently; one of them does the work.</summary>
    /// <param name="ownerConnectionString">A login that owns the database and may create the application role.</param>
    /// <param name="stop">Stops between migrations.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the connection.</exception>
    /// <exception cref="OptionsValidationException">The database was created by a build with other migrations.</exception>
    public static async Task MigrateAsync(string ownerConnectionString, CancellationToken stop)
    {
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(ownerConnectionString);
        TaskJuiceDb.Configure(options);
        await using var db = new TaskJuiceDb(options.Options);
        if ((await db.Database.GetAppliedMigrationsAsync(stop)).Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
            throw new OptionsValidationException("ConnectionStrings", typeof(Migrator), [
                $"This database has the migration {unknown}, which this version of TaskJuice does not know; "
                + "use the version that created it, or an empty database (./run --reset creates one).",
            ]);
        await db.Database.MigrateAsync(stop);
    }
}
