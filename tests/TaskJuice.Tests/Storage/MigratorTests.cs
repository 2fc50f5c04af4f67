using Microsoft.Extensions.Options;
using Npgsql;
using TaskJuice.Core.Storage;
using Xunit;

namespace TaskJuice.Tests.Storage;

public sealed class MigratorTests
{
    [Fact]
    public async Task A_database_of_another_version_is_left_alone_and_named()
    {
        var database = await TemplateDatabase.CopyAsync();
        await using var owner = NpgsqlDataSource.Create(database);
        await using var later = owner.CreateCommand("""insert into "__EFMigrationsHistory" values ('20990101000000_Later', '10.0.0')""");
        await later.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Migrator.MigrateAsync(database, TestContext.Current.CancellationToken));
        Assert.Contains("20990101000000_Later", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}
