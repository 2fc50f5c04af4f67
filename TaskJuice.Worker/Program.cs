using TaskJuice.Core;
using TaskJuice.Core.Storage;
using TaskJuice.ServiceDefaults;
using TaskJuice.Worker;

if (args is [VaultCommand.Name, .. var words])
    return await VaultCommand.RunAsync(words, Console.Out, Console.Error);

return await StartUp.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddPostgres<TaskJuiceDb>(TaskJuiceDb.Configure, Roles.AsApplication);
    builder.AddRedisCache();
    builder.Services.AddTaskJuiceCore(builder.Configuration, builder.Environment);
    builder.Services.AddDuties();
    builder.AddDemo();

    var app = builder.Build().CheckSettings();
    app.MapDefaultEndpoints();

    // Nothing serves before the schema is there: Web waits for this process to answer its health check.
    await app.MigrateAsync();
    await app.RunAsync();
});
