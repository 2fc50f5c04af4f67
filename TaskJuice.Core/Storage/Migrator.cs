using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>Brings the database to the newest schema, as its owner. Everything else connects under <see cref="Roles.Application"/>.</summary>
public static class Migrator
{
    /// <summary>Applies every missing migration. Several processes may call it at once; one of them does the work.</summary>
    /// <param name="ownerConnectionString">A login that owns the database and may create the application role.</param>
    /// <param name="stop">Stops between migrations.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public static async Task MigrateAsync(string ownerConnectionString, CancellationToken stop)
    {
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(ownerConnectionString);
        TaskJuiceDb.Configure(options);
        await using var db = new TaskJuiceDb(options.Options);
        await db.Database.MigrateAsync(stop);
    }
}
