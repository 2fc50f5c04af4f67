using Npgsql;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Worker;

internal static partial class Migrations
{
    /// <summary>The connection string of the database's owner; without it, the ordinary one is used for both.</summary>
    private const string Owner = "taskjuice-owner";

    // Waits for a database that is still starting; a wrong password fails at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task MigrateAsync(this WebApplication app)
    {
        var configuration = app.Configuration;
        var connectionString = configuration.GetConnectionString(Owner) ?? configuration.GetConnectionString(ResourceNames.Database)!;
        var stop = app.Lifetime.ApplicationStopping;
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var started = clock.GetTimestamp();

        while (true)
        {
            try
            {
                await Migrator.MigrateAsync(connectionString, stop);
                break;
            }
            catch (NpgsqlException failure) when (failure.IsTransient && clock.GetElapsedTime(started) < Patience)
            {
                WaitingForDatabase(app.Logger, failure.Message);
                await Task.Delay(Pause, clock, stop);
            }
        }

        await app.Services.GetRequiredService<VaultUnlock>().StartAsync(stop);
        if (app.Environment.IsDevelopment())
            await Demo.SeedAsync(app.Services, stop);
    }

    [LoggerMessage(LogLevel.Warning, "Waiting for the database: {Reason}")]
    private static partial void WaitingForDatabase(ILogger log, string reason);
}
