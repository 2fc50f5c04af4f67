using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Vault.Rotating;

public sealed class SealedStoreTests(WebFixture web) : IClassFixture<WebFixture>
{
    // The keys themselves are under the key-encryption key, and what is hashed opens nothing.
    private static readonly string[] NotSealed = [nameof(AccountKey), nameof(VaultKey)];

    [Fact]
    public void Every_table_that_seals_is_counted_before_a_key_is_destroyed()
    {
        using var scope = web.Services.CreateScope();
        var sealing = scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().Model.GetEntityTypes()
            .Where(row => row.GetProperties().Any(column => column.ClrType == typeof(byte[])))
            .Select(row => row.ClrType.Name).Distinct().Except(NotSealed);

        var counted = scope.ServiceProvider.GetServices<SealedStore>().Select(store => store.Row.Name);

        Assert.Equal(sealing.Order(StringComparer.Ordinal), counted.Order(StringComparer.Ordinal));
    }
}
