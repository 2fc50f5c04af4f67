using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>The database roles: the owner creates tables, the application only reads and writes rows.</summary>
public static class Roles
{
    /// <summary>The role of everything but migrations. It owns nothing, cannot log in, and cannot bypass row-level security.</summary>
    public const string Application = "taskjuice_app";

    /// <summary>
    /// A connection string that sets the application role at connect time. As a startup option it survives the pool's reset, which restores
    /// the values a connection started with.
    /// </summary>
    public static string AsApplication(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c role={Application}".Trim();
        return builder.ConnectionString;
    }
}
