using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.FakeProvider;
using TaskJuice.Tests.Storage;
using TaskJuice.Tests.Vault;
using TaskJuice.Web.Pages;
using Xunit;

namespace TaskJuice.Tests;

/// <summary>
/// The web program with a database and a provider of its own, on the shared PostgreSQL and Redis. The only address it may call is the
/// provider's: the egress guard refuses every other one.
/// </summary>
public class WebFixture : IAsyncLifetime
{
    public const string Password = "Correct-horse-9";
    public const string Client = "taskjuice-sandbox";
    public const string ClientSecret = "sandbox-client-secret";

    private readonly string _keys = Directory.CreateTempSubdirectory("taskjuice-keys-").FullName;
    private readonly List<WebApplicationFactory<WorkspacePage>> _hosts = [];
    private NpgsqlDataSource? _owner;
    private Uri? _onPort;

    public RunningProvider Provider { get; } = new();

    public FakeProviderControl Control => Provider.Control;

    /// <summary>Turns the knobs of the provider for the product's client.</summary>
    public Task TurnAsync(Knobs knobs) => Control.SetKnobsAsync(Client, knobs);

    public Task ForgetCallsAsync() => Control.ClearLedgerAsync();

    public Task ResetProviderAsync() => Control.ResetAsync();

    /// <summary>The database as its owner.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Finds planted secrets in whatever the program answers.</summary>
    public LeakWatch Leaks { get; } = new();

    public IServiceProvider Services => _hosts[0].Services;

    /// <summary>The process that was started last.</summary>
    public IServiceProvider NewestServices => _hosts[^1].Services;

    /// <summary>Where the key-encryption keys are.</summary>
    public string KeyDirectory => _keys;

    public async ValueTask InitializeAsync()
    {
        await Provider.InitializeAsync();
        Database = await TemplateDatabase.CopyAsync();
        _owner = NpgsqlDataSource.Create(Database);
        Leaks.Plant([ClientSecret, KeyFile.Write(_keys, 1)]);
        await StartHostAsync();
    }

    /// <summary>Starts one more process' worth of the program on the same database, Redis and keys.</summary>
    public async Task<IServiceProvider> StartHostAsync(params (string Key, string Value)[] changes) => (await AddHostAsync(changes)).Services;

    /// <summary>The program once more, on a port of its own, for what only a real server does.</summary>
    public async Task<Uri> OnPortAsync()
    {
        if (_onPort is not null)
            return _onPort;

        var host = await AddHostAsync([]);
        host.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        host.StartServer();
        return _onPort = host.ClientOptions.BaseAddress;
    }

    private async Task<WebApplicationFactory<WorkspacePage>> AddHostAsync((string Key, string Value)[] changes)
    {
        var redis = await TestRedis.SharedAsync();
        var provider = Provider.Http.BaseAddress!;
        var host = new WebApplicationFactory<WorkspacePage>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("ConnectionStrings:taskjuice", Database);
            web.UseSetting("ConnectionStrings:cache", redis.ConnectionString);
            web.UseSetting("Vault:KeyDirectory", _keys);
            web.UseSetting("Refresh:SpoolDirectory", Path.Combine(_keys, "spool"));
            web.UseSetting("Web:PublicUrl", "https://localhost");
            web.UseSetting("services:fake-provider:http:0", provider.AbsoluteUri.TrimEnd('/'));
            web.UseSetting("Egress:Allow:0", provider.Authority);
            web.UseSetting("Connect:AnswerWithinSeconds", "60");
            foreach (var app in (string[])["sandbox", "sandbox-oauth"])
            {
                web.UseSetting($"OAuth:Clients:{app}:ClientId", Client);
                web.UseSetting($"OAuth:Clients:{app}:ClientSecret", ClientSecret);
            }

            foreach (var (key, value) in changes)
                web.UseSetting(key, value);
            web.ConfigureServices(services =>
            {
                services.AddSingleton<ILoggerProvider>(Leaks);

                // Slow hashes are for guessers; every test makes people of its own.
                services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
                Change(services);
            });
        });
        _hosts.Add(host);
        return host;
    }

    /// <summary>An agency with one owner and a workspace per slug. Addresses that an earlier agency of this fixture had are its from now on.</summary>
    public async Task<Agency> OpenAgencyAsync(params string[] slugs)
    {
        var name = $"agency-{Guid.NewGuid():N}";
        await using var scope = Services.CreateAsyncScope();
        var owner = await MakeUserAsync(scope.ServiceProvider, $"{name}@walls.test");
        await ExecuteAsync($"update workspaces set slug = left(slug, 12) || '-' || id where slug = any('{{{string.Join(',', slugs.DefaultIfEmpty("acme"))}}}')");
        var workspaces = await scope.ServiceProvider.GetRequiredService<OpenAccount>()
            .OpenAsync(name, [(owner, MemberRole.Owner)], slugs.DefaultIfEmpty("acme").Select(slug => (slug, slug)), CancellationToken.None);
        return new(owner.Id, owner.Email!, [.. workspaces.OrderBy(workspace => Array.IndexOf(slugs, workspace.Slug))]);
    }

    /// <summary>Somebody else who works for the same agency.</summary>
    public async Task<Agency> AddColleagueAsync(Agency agency)
    {
        await using var scope = Services.CreateAsyncScope();
        var user = await MakeUserAsync(scope.ServiceProvider, $"colleague-{Guid.NewGuid():N}@walls.test");
        await ExecuteAsync($"insert into memberships (account_id, user_id, role) values ('{agency.Tenant.AccountId}', '{user.Id}', 'member')");
        return agency with { UserId = user.Id, Email = user.Email! };
    }

    /// <summary>A browser with its own cookies, nobody signed in.</summary>
    public Guest NewGuest()
    {
        var cookies = new CookieContainer();
        var http = _hosts[0].CreateDefaultClient(new Uri("https://localhost"), Leaks.Handler(), new CookieContainerHandler(cookies));
        return new(new(http), cookies, this);
    }

    /// <summary>The same browser with the same cookies, speaking to one more process of the program.</summary>
    public async Task<Guest> OnNewHostAsync(Guest guest, params (string Key, string Value)[] changes)
    {
        await StartHostAsync(changes);
        var http = _hosts[^1].CreateDefaultClient(new Uri("https://localhost"), Leaks.Handler(), new CookieContainerHandler(guest.Cookies));
        return new(new(http), guest.Cookies, this);
    }

    /// <summary>A browser in which the agency's person is signed in.</summary>
    public async Task<Guest> SignInAsync(Agency agency)
    {
        var guest = NewGuest();
        await guest.Browser.SignInAsync(agency.Email, Password);
        return guest;
    }

    /// <summary>Asks a service of the program without a page in between.</summary>
    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Reads or changes a workspace without a page in between.</summary>
    public Task<T> InWorkspaceAsync<T>(Tenant tenant, Func<WorkspaceSession, Task<T>> work) => UseAsync<TaskJuiceDb, T>(async db =>
    {
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        var result = await work(session);
        await session.SaveAsync(CancellationToken.None);
        return result;
    });

    /// <summary>Runs SQL as the owner, around every wall.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = _owner!.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads the first value as the owner.</summary>
    public async Task<object?> ReadAsync(string sql)
    {
        await using var command = _owner!.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits until no transaction is open: that of a page ends after its answer.</summary>
    public async Task TransactionsEndedAsync()
    {
        const string open = """
            select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
                and xact_start is not null and pid <> pg_backend_pid()
            """;
        while ((long)(await ReadAsync(open))! > 0)
            await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        // What the sandboxes' own instructions print is no secret.
        var printed = string.Concat(Services.GetRequiredService<AppCatalog>().Apps.SelectMany(app => app.Methods).Select(method => method.Instructions));
        Leaks.Plant((await StoredSecrets.AllAsync(this)).Where(value => !value.StartsWith("sk_sandbox_") && !printed.Contains(value)));
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await Provider.DisposeAsync();
        await _owner!.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
        Assert.Empty(Leaks.Found());
        GC.SuppressFinalize(this);
    }

    /// <summary>What a kind of test needs different from the program as it runs.</summary>
    protected virtual void Change(IServiceCollection services)
    {
        // Nothing.
    }

    private static async Task<User> MakeUserAsync(IServiceProvider services, string email)
    {
        var user = new User { Id = Guid.CreateVersion7(), DisplayName = email, UserName = email, Email = email, EmailConfirmed = true };
        var made = await services.GetRequiredService<UserManager<User>>().CreateAsync(user, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        return user;
    }
}
