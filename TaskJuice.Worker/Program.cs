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

    // Nothing is served before the schema exists: Web waits until this process is healthy.
    await app.MigrateAsync();
    await app.RunAsync();
});
