using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry.Metrics;
using TaskJuice.ServiceDefaults.BackingServices;

namespace TaskJuice.ServiceDefaults;

/// <summary>The database, registered by the libraries that Aspire's client integration wraps, and under the same settings.</summary>
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
        var settings = Settings.Of<TContext>(builder.Configuration);

        // No EnableRetryOnFailure: every unit of work runs in its own transaction, which carries the tenant; repeating half of it would be wrong.
        builder.Services.AddDbContextPool<TContext>(context =>
        {
            context.UseNpgsql(resolved, postgres => postgres.CommandTimeout(settings.CommandTimeout));
            options?.Invoke(context);
        });

        if (!settings.DisableHealthChecks)
            builder.Services.AddHealthChecks().AddDbContextCheck<TContext>(typeof(TContext).Name);
        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(traces => traces.AddNpgsql());
        if (!settings.DisableMetrics)
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("Npgsql"));
    }

    private sealed class Settings
    {
        public int? CommandTimeout { get; set; }
        public bool DisableHealthChecks { get; set; }
        public bool DisableTracing { get; set; }
        public bool DisableMetrics { get; set; }

        public static Settings Of<TContext>(IConfiguration configuration)
        {
            var settings = new Settings();
            var section = configuration.GetSection("Aspire:Npgsql:EntityFrameworkCore:PostgreSQL");
            section.Bind(settings);
            section.GetSection(typeof(TContext).Name).Bind(settings);
            return settings;
        }
    }

    private const DynamicallyAccessedMemberTypes ContextMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;
}
