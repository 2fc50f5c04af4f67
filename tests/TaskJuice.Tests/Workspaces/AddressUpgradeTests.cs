using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using TaskJuice.Core.Storage;
using TaskJuice.Testing;
using TaskJuice.Tests.Storage;
using Xunit;

namespace TaskJuice.Tests.Workspaces;

public sealed class AddressUpgradeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_addresses_of_before_get_numbers_and_the_oldest_workspace_keeps_its_own_though_the_owner_sees_no_row()
    {
        // So that the application's role is there.
        await TemplateDatabase.CopyAsync();
        var database = await (await TestPostgres.SharedAsync()).CreateDatabaseAsync(stop: Stop);
        var role = $"modest_{Guid.NewGuid():N}";
        await ExecuteAsync(database, $"create role {role} login in role taskjuice_app; alter schema public owner to {role}");
        var owner = new NpgsqlConnectionStringBuilder(database) { Username = role, Pooling = false }.ConnectionString;
        await MigrateAsync(owner, "PruneFinished");
        var longest = new string('x', 50);
        string[] addresses = ["acme", "acme", "acme", "acme-2", "globex", longest, longest];
        for (var number = 0; number < addresses.Length; number++)
        {
            await ExecuteAsync(database, $"""
                insert into accounts (id, name, created_at) values ('{Id(number)}', 'agency', now());
                insert into workspaces (account_id, id, name, slug, created_at) values ('{Id(number)}', '{Id(number)}', 'any', '{addresses[number]}', now() + interval '{number} hours')
                """);
        }

        await MigrateAsync(owner, null);

        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var read = source.CreateCommand("select string_agg(slug, ' ' order by created_at) from workspaces");
        Assert.Equal($"acme acme-3 acme-4 acme-2 globex {longest} {longest[..48]}-2", await read.ExecuteScalarAsync(Stop));
    }

    private static string Id(int number) => $"00000000-0000-0000-0000-{number:D12}";

    private static async Task MigrateAsync(string owner, string? to)
    {
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(owner);
        TaskJuiceDb.Configure(options);
        await using var db = new TaskJuiceDb((DbContextOptions<TaskJuiceDb>)options.Options);
        await db.GetService<IMigrator>().MigrateAsync(to, Stop);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
