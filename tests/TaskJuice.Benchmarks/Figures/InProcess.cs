using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using TaskJuice.Core;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>The product without a screen in this process, on the database, keys and provider of a running system.</summary>
internal static class InProcess
{
    public static async Task<ServiceProvider> StartAsync(TestSystem system, int perSecond)
    {
        await Migrator.MigrateAsync(system.Database, CancellationToken.None);
        var provider = new Uri(system.ProviderUrl);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Vault:KeyDirectory"] = Path.Combine(system.Home, "keys"),
            ["Refresh:SpoolDirectory"] = system.SpoolDirectory,
            ["Refresh:PerSecond"] = perSecond.ToString(),
            ["Web:PublicUrl"] = "https://localhost",
            ["services:fake-provider:http:0"] = system.ProviderUrl,
            ["Egress:Allow:0"] = provider.Authority,
            ["OAuth:Clients:sandbox:ClientId"] = "taskjuice-sandbox",
            ["OAuth:Clients:sandbox:ClientSecret"] = "sandbox-client-secret",
        }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddDbContextPool<TaskJuiceDb>(options =>
        {
            options.UseNpgsql(Roles.AsApplication(system.Database));
            TaskJuiceDb.Configure(options);
        });
        services.AddTaskJuiceCore(configuration, new HostingEnvironment { EnvironmentName = "Development" });
        var built = services.BuildServiceProvider();
        await built.GetRequiredService<VaultSeal>().StartAsync(CancellationToken.None);
        return built;
    }
}
