using TaskJuice.Core.Accounts;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault;

public sealed class ShredAccountTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly (string Table, string Columns, string Owner)[] Backup =
    [
        ("accounts", "*", "id"), ("workspaces", "*", "account_id"), ("connections", "*", "account_id"),
        ("connection_secrets", CopiedRows.SecretColumns, "account_id"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restored_copy_of_the_rows_opens_for_nobody_not_even_for_a_process_that_had_the_key_in_memory()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var (tenant, user) = (back.Agency.Tenant, back.Agency.UserId);
        var connection = Assert.Single(await web.ConnectionsAsync(tenant));
        Assert.IsType<TryResult.Answered>(await TryAsync());
        foreach (var (table, columns, owner) in Backup)
            await web.ExecuteAsync($"create table backup_{table} as select {columns} from {table} where {owner} = '{tenant.AccountId}'");

        Assert.True(await web.UseAsync<ShredAccount, bool>(shred => shred.ShredAsync(tenant.AccountId, Stop)));
        foreach (var (table, columns, _) in Backup)
            await web.ExecuteAsync($"insert into {table} {(columns == "*" ? "" : $"({columns})")} select * from backup_{table}");

        Assert.IsType<TryResult.Unreadable>(await TryAsync());

        Task<TryResult> TryAsync() => web.UseAsync<TryConnection, TryResult>(use => use.TryAsync(tenant, connection.Id, user, Stop));
    }

    [Fact]
    public async Task Nothing_of_the_account_stays_and_nothing_of_another_goes()
    {
        var (gone, stays) = (await web.OpenAgencyAsync(), await web.OpenAgencyAsync());
        await web.SealManyAsync(gone.Tenant, 3);
        await web.SealManyAsync(stays.Tenant, 3);
        await web.UseAsync<ShredAccount, bool>(shred => shred.ShredAsync(gone.Tenant.AccountId, Stop));

        foreach (var table in await Storage.Walls.TenantTablesAsync(web.Database))
            if (!table.StartsWith("backup_", StringComparison.Ordinal))
                Assert.Equal(0L, await web.ReadAsync($"select count(*) from {table} where {(table == "accounts" ? "id" : "account_id")} = '{gone.Tenant.AccountId}'"));
        Assert.Equal(3, await web.Services.OpenAllAsync(stays.Tenant));
        Assert.False(await web.UseAsync<ShredAccount, bool>(shred => shred.ShredAsync(gone.Tenant.AccountId, Stop)));
    }
}
