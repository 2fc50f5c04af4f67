using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using StackExchange.Redis;
using TaskJuice.Core;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Testing;

/// <summary>The product without a screen in this process, on the database and the keys of a running system.</summary>
public static class InProcess
{
    /// <summary>Sets it up and opens its vault.</summary>
    /// <param name="system">Whose database and keys.</param>
    /// <param name="settings">More settings, with <c>:</c>, or others than usual.</param>
    public static async Task<ServiceProvider> StartAsync(TestSystem system, params (string Key, string Value)[] settings)
    {
        await Migrator.MigrateAsync(system.Database, CancellationToken.None);
        var values = new Dictionary<string, string?>
        {
            ["Vault:KeyDirectory"] = Path.Combine(system.Home, "keys"),
            ["Refresh:SpoolDirectory"] = system.SpoolDirectory,
            ["Web:PublicUrl"] = "https://localhost",
            ["services:fake-provider:http:0"] = system.ProviderUrl,
            ["Egress:Allow:0"] = new Uri(system.ProviderUrl).Authority,
            ["OAuth:Clients:sandbox:ClientId"] = Seeding.Client,
            ["OAuth:Clients:sandbox:ClientSecret"] = Seeding.ClientSecret,
        };
        foreach (var (key, value) in settings)
            values[key] = value;

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddDbContextPool<TaskJuiceDb>(options =>
        {
            options.UseNpgsql(Roles.AsApplication(system.Database));
            TaskJuiceDb.Configure(options);
        });
        services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString + ",abortConnect=false"));
        services.AddTaskJuiceCore(configuration, new HostingEnvironment { EnvironmentName = "Development" });
        var built = services.BuildServiceProvider();
        await built.GetRequiredService<VaultUnlock>().StartAsync(CancellationToken.None);
        return built;
    }
}
