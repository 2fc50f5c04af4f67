using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>The database roles: the owner makes tables, the application may only use rows.</summary>
public static class Roles
{
    /// <summary>The role everything but migrations runs under. It owns nothing, cannot log in, and cannot bypass row-level security.</summary>
    public const string Application = "taskjuice_app";

    /// <summary>
    /// The connection string with the application role chosen at connect time. As a start-up option it survives the pool's reset,
    /// which goes back to the values a connection started with.
    /// </summary>
    public static string AsApplication(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c role={Application}".Trim();
        return builder.ConnectionString;
    }
}
