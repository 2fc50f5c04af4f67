using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Testing;
using TaskJuice.Web.Pages;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

/// <summary>The web program on a real database and a real Redis, with two agencies that must not see each other.</summary>
public sealed class RunningWeb : IAsyncLifetime
{
    public const string Password = "Correct-horse-9";

    /// <summary>Works for the agency that has the workspaces <c>acme</c> and <c>globex</c>.</summary>
    public const string Ada = "ada@web.test";

    /// <summary>Works for another agency, with the workspace <c>initech</c>.</summary>
    public const string Mallory = "mallory@web.test";

    /// <summary>Types wrong passwords.</summary>
    public const string Forgetful = "forgetful@web.test";

    private WebApplicationFactory<WorkspacePage>? _factory;

    private WebApplicationFactory<WorkspacePage> Factory => _factory ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var database = await (await TestPostgres.SharedAsync()).CreateDatabaseAsync();
        var redis = await TestRedis.SharedAsync();
        await Migrator.MigrateAsync(database, CancellationToken.None);
        _factory = new WebApplicationFactory<WorkspacePage>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("ConnectionStrings:taskjuice", database);
            web.UseSetting("ConnectionStrings:cache", redis.ConnectionString);
            web.UseSetting("Vault:KeyEncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            web.UseSetting("Web:PublicUrl", "https://localhost");
            web.UseSetting("services:fake-provider:http:0", "http://localhost:5090");
        });
        await OpenAsync("Northwind", Ada, "acme", "globex");
        await OpenAsync("Southwind", Mallory, "initech");
        await OpenAsync("Eastwind", Forgetful);
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
            await _factory.DisposeAsync();
    }

    /// <summary>A browser with its own cookies, nobody signed in.</summary>
    public Browser Browser() => new(Factory.CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false }));

    /// <summary>A browser in which a person is signed in.</summary>
    public async Task<Browser> BrowserOfAsync(string email)
    {
        var browser = Browser();
        await browser.SignInAsync(email, Password);
        return browser;
    }

    /// <summary>Works in a workspace without a page in between.</summary>
    public async Task InWorkspaceAsync(string email, string slug, Func<WorkspaceSession, Task> work)
    {
        await using var scope = Factory.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByEmailAsync(email);
        var workspaces = await scope.ServiceProvider.GetRequiredService<FindWorkspace>().AllAsync(user!.Id, CancellationToken.None);
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>()
            .InWorkspaceAsync(workspaces.Single(workspace => workspace.Slug == slug).Tenant, CancellationToken.None);
        await work(session);
    }

    private async Task OpenAsync(string account, string email, params string[] slugs)
    {
        await using var scope = Factory.Services.CreateAsyncScope();
        var user = new User { Id = Guid.CreateVersion7(), DisplayName = email, UserName = email, Email = email, EmailConfirmed = true };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        await scope.ServiceProvider.GetRequiredService<OpenAccount>()
            .OpenAsync(account, [(user, MemberRole.Owner)], slugs.Select(slug => (slug, slug)), CancellationToken.None);
    }
}
