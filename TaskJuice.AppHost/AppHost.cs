using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice;
using TaskJuice.Local;

try
{
    var builder = DistributedApplication.CreateBuilder([.. args.Where(argument => argument != "--reset")]);
    var publishing = builder.ExecutionContext.IsPublishMode;
    using var alone = publishing ? null : await Development.PrepareAsync(builder, reset: args.Contains("--reset"));
    var programs = !publishing && Servers.ArePrograms(builder.Configuration);

    bool HasOwn(string name) => !publishing && builder.Configuration.GetConnectionString(name) is { Length: > 0 };

    var database = HasOwn(ResourceNames.Database) ? builder.AddConnectionString(ResourceNames.Database)
        : programs ? await builder.AddLocalPostgresAsync(Development.Data(builder))
        : (IResourceBuilder<IResourceWithConnectionString>)builder.AddPostgres(ResourceNames.Server).WithDataVolume()
            .AddDatabase(ResourceNames.Database);

    var cache = HasOwn(ResourceNames.Cache) ? builder.AddConnectionString(ResourceNames.Cache)
        : programs ? builder.AddLocalRedis(Development.Data(builder))
        : (IResourceBuilder<IResourceWithConnectionString>)builder.AddRedis(ResourceNames.Cache).WithDataVolume();

    var worker = builder.AddProject<Projects.TaskJuice_Worker>(ResourceNames.Worker)
        .WithReference(database).WaitFor(database)
        .WithReference(cache).WaitFor(cache)
        .WithHttpHealthCheck("/health");

    var web = builder.AddProject<Projects.TaskJuice_Web>(ResourceNames.Web)
        .WithExternalHttpEndpoints().WithHttpHealthCheck("/health")
        .WithReference(database).WaitFor(database)
        .WithReference(cache).WaitFor(cache)
        .WaitFor(worker);

    if (publishing)
        builder.AskForDeployment(worker, web);
    else
        builder.AddDevelopment(worker, web, database, cache);

    await using var application = builder.Build();
    try
    {
        await application.RunAsync();
    }
    catch (OperationCanceledException)
    {
        // The stop was requested during startup.
        await application.StopAsync();
    }

    return application.Services.GetService<UnexpectedEnds>()?.Problem is { } end ? throw end : 0;
}
catch (Problem problem)
{
    Console.Error.WriteLine(problem.Message);
    return problem.ExitCode;
}
