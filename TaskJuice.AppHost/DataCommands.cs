using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StackExchange.Redis;

namespace TaskJuice;

/// <summary>Dashboard commands for a developer's data.</summary>
internal static class DataCommands
{
    private static readonly SemaphoreSlim Resetting = new(1);

    // The resources that use the data, in the order in which they wait for each other.
    private static readonly string[] Users = [ResourceNames.FakeProvider, ResourceNames.Worker, ResourceNames.Web];

    /// <summary>Adds a command that deletes all stored data, including Redis, and restores the demo data.</summary>
    /// <remarks>The fake provider's state is deleted too: its tokens belong to connections that no longer exist.</remarks>
    public static void WithResetCommand(
        this IResourceBuilder<IResourceWithConnectionString> database, IResourceBuilder<IResourceWithConnectionString> cache,
        string providerState) =>
        database.WithCommand(
            "reset",
            "Reset demo data",
            context => ResetAsync(context, database.Resource, cache.Resource, providerState),
            new CommandOptions
            {
                Description = "Deletes all workspaces, accounts and workflows and restores the demo data. Keys are kept.",
                ConfirmationMessage = "Delete all stored data and restore the demo data?",
                IconName = "ArrowReset",
            });

    /// <summary>Adds a command that rotates every account's key.</summary>
    public static void WithRotateCommand(
        this IResourceBuilder<ProjectResource> worker, IResourceBuilder<IResourceWithConnectionString> database,
        IResourceBuilder<IResourceWithConnectionString> cache, string keys) =>
        // May still change. Running the Worker's command line directly would be the same in more lines.
#pragma warning disable ASPIREPROCESSCOMMAND001
        worker.WithProcessCommand("rotate-account-keys", "Rotate account keys", async context => new ProcessCommandSpec("dotnet")
        {
            Arguments = [Program(new Projects.TaskJuice_Worker().ProjectPath), "vault", "rotate-account-keys"],
            EnvironmentVariables = new Dictionary<string, string>
            {
                ["DOTNET_ENVIRONMENT"] = "Development",
                [$"ConnectionStrings__{ResourceNames.Database}"] =
                    (await database.Resource.GetConnectionStringAsync(context.CancellationToken))!,
                [$"ConnectionStrings__{ResourceNames.Cache}"] = (await cache.Resource.GetConnectionStringAsync(context.CancellationToken))!,
                ["Vault__KeyDirectory"] = keys,
            },
        });
#pragma warning restore ASPIREPROCESSCOMMAND001

    private static async Task<ExecuteCommandResult> ResetAsync(
        ExecuteCommandContext context, IResourceWithConnectionString database, IResourceWithConnectionString cache, string providerState)
    {
        if (!await Resetting.WaitAsync(TimeSpan.Zero, context.CancellationToken))
            return CommandResults.Failure("Another reset is in progress.");

        try
        {
            return await ResetAloneAsync(context, database, cache, providerState);
        }
        finally
        {
            Resetting.Release();
        }
    }

    private static async Task<ExecuteCommandResult> ResetAloneAsync(
        ExecuteCommandContext context, IResourceWithConnectionString database, IResourceWithConnectionString cache, string providerState)
    {
        var stop = context.CancellationToken;
        var connectionString = (await database.GetConnectionStringAsync(stop))!;
        ConnectionMultiplexer redis;
        // Before anything is stopped: a failure afterwards would leave nothing running.
        try
        {
            await using var server = await OpenServerAsync(connectionString, stop);
            redis = await ConnectionMultiplexer.ConnectAsync($"{await cache.GetConnectionStringAsync(stop)},allowAdmin=true");
        }
        catch (Exception failure) when (failure is NpgsqlException or RedisConnectionException)
        {
            return CommandResults.Failure(
                $"{(failure is NpgsqlException ? "PostgreSQL" : "Redis")} is not responding. Start it, then reset again.");
        }

        await using var _ = redis;
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        await Task.WhenAll(Users.Select(user => commands.ExecuteCommandAsync(user, KnownResourceCommands.StopCommand, stop)));
        await EmptyAsync(connectionString, stop);
        await redis.GetDatabase().ExecuteAsync("FLUSHDB");
        File.Delete(providerState);

        return await StartAsync(context.Services, commands, stop);
    }

    // One after the other: a resource that waits for a stopped one may treat it as failed and give up.
    private static async Task<ExecuteCommandResult> StartAsync(
        IServiceProvider services, ResourceCommandService commands, CancellationToken stop)
    {
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        foreach (var user in Users)
        {
            var started = await commands.ExecuteCommandAsync(user, KnownResourceCommands.StartCommand, stop);
            // On a busy machine, the orchestrator occasionally fails to start a resource, and a retry succeeds.
            if (!started.Success || !await IsHealthyAsync(notifications, user, stop))
                started = await commands.ExecuteCommandAsync(user, KnownResourceCommands.StartCommand, stop);
            if (!started.Success)
                return started;
            await notifications.WaitForResourceHealthyAsync(user, WaitBehavior.StopOnResourceUnavailable, stop);
        }

        return CommandResults.Success("The demo data has been restored.");
    }

    private static async Task<bool> IsHealthyAsync(ResourceNotificationService notifications, string user, CancellationToken stop)
    {
        try
        {
            await notifications.WaitForResourceHealthyAsync(user, WaitBehavior.StopOnResourceUnavailable, stop);
            return true;
        }
        catch (DistributedApplicationException)
        {
            return false;
        }
    }

    private static async Task EmptyAsync(string connectionString, CancellationToken stop)
    {
        await using var connection = await OpenServerAsync(connectionString, stop);
        string[] statements =
        [
            $"drop database if exists {ResourceNames.Database} with (force)",
            $"create database {ResourceNames.Database}",
        ];
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static async Task<NpgsqlConnection> OpenServerAsync(string connectionString, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Database = "template1", Pooling = false, Timeout = 5 }.ConnectionString);
        await connection.OpenAsync(stop);
        return connection;
    }

    // The project's build output, in the configuration of the current program: the AppHost, or the tests that run it.
    private static string Program(string project)
    {
        var output = AppContext.BaseDirectory[(AppContext.BaseDirectory.LastIndexOf("/bin/", StringComparison.Ordinal) + 1)..];
        return Path.Combine(Path.GetDirectoryName(project)!, output, Path.GetFileNameWithoutExtension(project) + ".dll");
    }
}
