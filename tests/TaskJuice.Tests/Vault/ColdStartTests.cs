using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TaskJuice.Core;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;
using TaskJuice.Testing;
using TaskJuice.Testing.KeyServices;
using TaskJuice.Tests.Storage;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>Processes that start and run while the key service is there, is away, or says no.</summary>
public sealed class ColdStartTests : IAsyncLifetime
{
    private readonly FakeTransit _service = new();
    private readonly List<WebApplication> _started = [];
    private string _database = "";
    private string _key = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        _key = _service.NewKey();
        _database = await TemplateDatabase.CopyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _started)
            await app.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_service_a_cold_process_is_not_ready_and_writes_no_key_until_it_is_back()
    {
        _service.IsDown = true;
        var services = await StartAsync();
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(services));
        await Assert.ThrowsAsync<Core.Vault.Wrapping.KeyServiceException>(() => OpenAccountAsync(services));

        _service.IsDown = false;
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(services));
        await OpenAccountAsync(services);
    }

    [Fact]
    public async Task A_warm_process_stays_ready_and_seals_and_opens_through_an_outage()
    {
        var services = await StartAsync();
        var tenant = await OpenAccountAsync(services);
        await SealAndOpenAsync(services, tenant);

        _service.IsDown = true;
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(services));
        await SealAndOpenAsync(services, tenant);
        await Assert.ThrowsAsync<Core.Vault.Wrapping.KeyServiceException>(async () => await SealAndOpenAsync(await StartAsync(), tenant));
    }

    [Fact]
    public async Task A_cold_process_leaves_what_is_due_to_one_that_can_open_it_and_does_not_ask_the_service_with_every_look()
    {
        var warm = await StartAsync();
        await PlantDueAsync(warm, await OpenAccountAsync(warm));
        _service.IsDown = true;
        var cold = await StartAsync();
        var asked = _service.Calls;

        for (var look = 0; look < 20; look++)
            Assert.Equal(0, await RefreshDueAsync(cold));
        Assert.Equal(asked, _service.Calls);
        Assert.Equal(1, await RefreshDueAsync(warm));
    }

    [Fact]
    public async Task A_demand_at_a_cold_process_fails_and_keeps_nothing_from_a_warm_one()
    {
        var warm = await StartAsync();
        var tenant = await OpenAccountAsync(warm);
        var connection = await PlantDueAsync(warm, tenant);
        _service.IsDown = true;
        var cold = await StartAsync();

        var demand = cold.GetRequiredService<FreshTokens>().EnsureAsync(tenant, connection, 1, Stop);
        await Assert.ThrowsAsync<Core.Vault.Wrapping.KeyServiceException>(() => demand);
        Assert.Equal(1, await RefreshDueAsync(warm));
    }

    [Fact]
    public async Task A_service_that_says_no_at_the_start_ends_it_with_one_sentence()
    {
        _service.Refuses = true;
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);
        Assert.Contains("Vault:Transit:Key", Assert.Single(problem.Failures));
    }

    [Fact]
    public async Task Another_key_of_the_same_service_is_the_wrong_one()
    {
        await StartAsync();
        _key = _service.NewKey();
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);
        Assert.StartsWith("Vault:Transit:Key does not match the key that this database was encrypted with", Assert.Single(problem.Failures));
    }

    [Fact]
    public async Task The_check_is_part_of_readiness_and_not_of_liveness()
    {
        var services = await StartAsync();
        var check = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Single(check => check.Name == "vault");
        Assert.DoesNotContain(TaskJuice.ServiceDefaults.ServiceDefaultsExtensions.Live, check.Tags);
    }

    private async Task<IServiceProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            [new("Vault:Transit:Address", _service.Url), new("Vault:Transit:Key", _key), new("Vault:Transit:Token", FakeTransit.Token), new("Web:PublicUrl", "https://localhost")]);
        builder.Services.AddDbContextPool<TaskJuiceDb>(options =>
        {
            options.UseNpgsql(Roles.AsApplication(_database));
            TaskJuiceDb.Configure(options);
        });
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync((await TestRedis.SharedAsync()).ConnectionString));
        builder.Services.AddTaskJuiceCore(builder.Configuration, builder.Environment);
        var app = builder.Build();
        _started.Add(app);
        await app.Services.GetRequiredService<VaultUnlock>().StartAsync(Stop);
        return app.Services;
    }

    private static async Task<HealthStatus> HealthAsync(IServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "vault", Stop)).Status;

    private static async Task<Tenant> OpenAccountAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<OpenAccount>().OpenAsync("agency", [], [("Acme", "acme")], Stop))[0].Tenant;
    }

    private static Task<int> RefreshDueAsync(IServiceProvider services) => services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(Stop);

    private static async Task<Guid> PlantDueAsync(IServiceProvider services, Tenant tenant)
    {
        await using var scope = services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, Stop);
        var now = DateTimeOffset.UtcNow;
        var connection = new Connection(tenant, new() { App = "sandbox", Method = "oauth", Client = "shared", Label = "Due", ExternalAccountId = "1" }, Guid.NewGuid(), now);
        var context = SecretContext.Of(connection, connection.SecretVersion, SecretPurpose.OAuthTokens);
        var envelope = await services.GetRequiredService<SecretVault>().SealAsync(session, context, new Dictionary<string, Secret> { ["refresh_token"] = new("value") }, Stop);
        session.Add(connection);
        session.Add(new ConnectionSecret(connection, context.Purpose, envelope, now));
        session.Add(new RefreshLease(connection, now.AddSeconds(-1)));
        await session.SaveAsync(Stop);
        return connection.Id;
    }

    private static async Task SealAndOpenAsync(IServiceProvider services, Tenant tenant)
    {
        await using var scope = services.CreateAsyncScope();
        var vault = services.GetRequiredService<SecretVault>();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, Stop);
        var context = new SecretContext(tenant, Guid.NewGuid(), 1, SecretPurpose.ApiKey, "sandbox");
        var envelope = await vault.SealAsync(session, context, new Dictionary<string, Secret> { ["key"] = new("value") }, Stop);
        Assert.Equal("value", (await vault.OpenAsync(session, context, envelope, Stop))["key"].Reveal());
    }
}
