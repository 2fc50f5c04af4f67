using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>The database roles: the owner creates tables, the application only reads and writes rows.</summary>
public static class Roles
{
    /// <summary>The role of everything but migrations. It owns nothing, cannot log in, and cannot bypass row-level security.</summary>
    public const string Application = "taskjuice_app";

    // Beyond this number per connection, the least used statement is forgotten.
    private const int PreparedStatements = 200;

    /// <summary>
    /// A connection string that sets the application role at connect time. Statements are prepared once per connection, and the pool does
    /// not reset connections: whatever the product sets is local to a transaction. What the connection string says itself takes precedence.
    /// </summary>
    public static string AsApplication(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c role={Application}".Trim();
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            builder.MaxAutoPrepare = PreparedStatements;
        if (!builder.ShouldSerialize("No Reset On Close"))
            builder.NoResetOnClose = true;
        return builder.ConnectionString;
    }
}
