using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace TaskJuice.Local;

/// <summary>
/// PostgreSQL as a process on a developer's machine. Its data is kept across runs; it listens on 127.0.0.1 and requires a password.
/// </summary>
internal static class LocalPostgres
{
    public const string Folder = ResourceNames.Server;

    /// <summary>Adds the server, and its database as a connection string that other resources wait for.</summary>
    /// <exception cref="Problem">PostgreSQL is missing, or its data cannot be used.</exception>
    public static async Task<IResourceBuilder<IResourceWithConnectionString>> AddLocalPostgresAsync(
        this IDistributedApplicationBuilder builder, LocalData data)
    {
        var user = ServerUser.Choose();
        var home = await data.HomeOfAsync(Folder, user);
        var programs = PostgresDirectory.Find(Version(home));
        var secret = LocalData.Password(home);
        await user.TryOwnAsync(home, CancellationToken.None);

        var password = builder.AddParameter("postgres-password", () => secret, secret: true)
            .WithDescription("Stored in a file next to the data; without its password, the data is lost.");
        var script = Path.Combine(AppContext.BaseDirectory, "Local", "postgres.sh");
        var server = builder.AddExecutable(ResourceNames.Server, "/bin/sh", "/", script, programs, home, user.Name ?? "")
            .WithEndpoint(name: "tcp", env: "PGPORT", isProxied: false)
            .WithIconName("DatabaseMultiple").ExcludeFromManifest();
        password.WithParentRelationship(server);
        var tcp = server.GetEndpoint("tcp");
        var (host, port) = (tcp.Property(EndpointProperty.IPV4Host), tcp.Property(EndpointProperty.Port));
        var asOwner = ReferenceExpression.Create($"Host={host};Port={port};Username=postgres;Password={password}");
        builder.Services.AddHealthChecks().AddAsyncCheck(ResourceNames.Server, stop => AnswersAsync(asOwner, stop));
        server.WithHealthCheck(ResourceNames.Server).OnResourceReady((_, _, stop) => MakeDatabaseAsync(asOwner, stop));
        return builder
            .AddConnectionString(ResourceNames.Database, ReferenceExpression.Create($"{asOwner};Database={ResourceNames.Database}"))
            .WaitFor(server).WithParentRelationship(server);
    }

    // The programs must have the version that created the data.
    private static string? Version(string home)
    {
        var file = Path.Combine(home, "data", "PG_VERSION");
        if (File.Exists(file))
            return File.ReadAllText(file).Trim();
        return Directory.Exists(Path.GetDirectoryName(file))
            ? throw new Problem(
                $"PostgreSQL cannot start with the data in {home}: {file} is missing; run ./run --reset to start over with empty data.")
            : null;
    }

    private static async Task<HealthCheckResult> AnswersAsync(ReferenceExpression asOwner, CancellationToken stop)
    {
        try
        {
            await using var connection = await OpenAsync(asOwner, stop);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException problem)
        {
            return HealthCheckResult.Unhealthy(problem.Message);
        }
    }

    private static async Task MakeDatabaseAsync(ReferenceExpression asOwner, CancellationToken stop)
    {
        await using var connection = await OpenAsync(asOwner, stop);
        await using var command = new NpgsqlCommand($"select 1 from pg_database where datname = '{ResourceNames.Database}'", connection);
        if (await command.ExecuteScalarAsync(stop) is not null)
            return;

        command.CommandText = $"create database {ResourceNames.Database}";
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<NpgsqlConnection> OpenAsync(ReferenceExpression asOwner, CancellationToken stop)
    {
        var connection = new NpgsqlConnection($"{await asOwner.GetValueAsync(stop)};Database=postgres;Pooling=false;Timeout=5");
        await connection.OpenAsync(stop);
        return connection;
    }
}
