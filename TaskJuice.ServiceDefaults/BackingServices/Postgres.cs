using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using TaskJuice.ServiceDefaults.BackingServices;

namespace TaskJuice.ServiceDefaults;

/// <summary>The database, registered by Aspire's client integration.</summary>
public static class Postgres
{
    /// <summary>
    /// Registers a pooled context on the database named <see cref="ResourceNames.Database"/>, with health check, metrics and traces.
    /// </summary>
    /// <typeparam name="TContext">The context; its name is the health check's name.</typeparam>
    /// <param name="builder">The application builder; its configuration is read immediately.</param>
    /// <param name="options">Additional options of the context.</param>
    /// <param name="connectionString">Converts the configured connection string, for instance to run as a restricted role.</param>
    /// <exception cref="ConfigurationProblem">There is no connection string, or it is not a PostgreSQL one.</exception>
    public static void AddPostgres<[DynamicallyAccessedMembers(ContextMembers)] TContext>(
        this IHostApplicationBuilder builder,
        Action<DbContextOptionsBuilder>? options = null,
        Func<string, string>? connectionString = null) where TContext : DbContext
    {
        var resolved = ConnectionString.OfPostgres(builder.Configuration, connectionString);
        builder.AddNpgsqlDbContext<TContext>(
            ResourceNames.Database,
            settings =>
            {
                settings.ConnectionString = resolved;
                // Every unit of work has its own transaction with the tenant; retrying a part of it would be wrong.
                settings.DisableRetry = true;
            },
            options);
    }

    private const DynamicallyAccessedMemberTypes ContextMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors
            | DynamicallyAccessedMemberTypes.PublicProperties;
}
