using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using TaskJuice.ServiceDefaults.BackingServices;

namespace TaskJuice.ServiceDefaults;

/// <summary>The database, registered by Aspire's client integration.</summary>
public static class Postgres
{
    /// <summary>Registers a pooled context on the database named <see cref="ResourceNames.Database"/>, with health check, metrics and traces.</summary>
    /// <typeparam name="TContext">The context; its name is the health check's name.</typeparam>
    /// <param name="builder">The process being put together; its configuration is read at once.</param>
    /// <param name="options">More options for the context.</param>
    /// <param name="connectionString">Turns the configured connection string into the one to use, for instance to run as a restricted role.</param>
    /// <exception cref="ConfigurationProblem">There is no connection string, or it is not one of PostgreSQL.</exception>
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
                // Every unit of work runs in its own transaction, which carries the tenant; repeating half of it would be wrong.
                settings.DisableRetry = true;
            },
            options);
    }

    private const DynamicallyAccessedMemberTypes ContextMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;
}
