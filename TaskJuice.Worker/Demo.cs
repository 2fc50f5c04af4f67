using Microsoft.AspNetCore.Identity;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Worker;

/// <summary>Creates a demo account in Development: two users, two workspaces. Runs once; never in production.</summary>
internal sealed class Demo(UserManager<User> users, OpenAccount openAccount)
{
    private const string Password = "TaskJuice-demo-1";

    public static async Task SeedAsync(IServiceProvider services, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Demo>().SeedAsync(stop);
    }

    private async Task SeedAsync(CancellationToken stop)
    {
        if (await users.FindByEmailAsync("ada@example.test") is not null)
            return;

        var ada = await AddAsync("Ada Park", "ada@example.test");
        var grace = await AddAsync("Grace Lind", "grace@example.test");
        await openAccount.OpenAsync(
            "Northwind Automations",
            [(ada, MemberRole.Owner), (grace, MemberRole.Member)],
            [("Acme", "acme"), ("Globex", "globex")],
            stop);
    }

    private async Task<User> AddAsync(string name, string email)
    {
        var user = new User { Id = Guid.CreateVersion7(), DisplayName = name, UserName = email, Email = email, EmailConfirmed = true };
        var result = await users.CreateAsync(user, Password);
        return result.Succeeded
            ? user
            : throw new InvalidOperationException(
                $"The demo person {email} was refused: {string.Join(' ', result.Errors.Select(error => error.Description))}");
    }
}

internal static class DemoSetup
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return;

        builder.Services.AddIdentityCore<User>().AddEntityFrameworkStores<TaskJuiceDb>();
        builder.Services.AddScoped<Demo>();
    }
}
