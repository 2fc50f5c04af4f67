using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>Somebody starts a program on a database that was sealed with another key.</summary>
public sealed class WrongKeyTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("TaskJuice.Worker")]
    [InlineData("TaskJuice.Web")]
    [InlineData("TaskJuice.Worker", "vault", "status")]
    [InlineData("TaskJuice.Worker", "vault", "rotate-account-keys")]
    public async Task It_says_one_sentence_ends_and_has_written_nothing(string project, params string[] words)
    {
        await web.OpenAgencyAsync();
        Assert.Equal(1L, await web.ReadAsync("select count(*) from vault_keys"));
        await AssertRefusedAsync(project, words);
    }

    [Fact]
    public async Task A_database_from_before_there_was_a_known_value_is_guarded_by_its_account_keys()
    {
        await web.OpenAgencyAsync();
        await web.ExecuteAsync("create table put_away as select * from vault_keys; delete from vault_keys");
        await AssertRefusedAsync("TaskJuice.Web");
        Assert.Equal(0L, await web.ReadAsync("select count(*) from vault_keys"));
        await web.ExecuteAsync("insert into vault_keys select * from put_away; drop table put_away");
    }

    private async Task AssertRefusedAsync(string project, params string[] words)
    {
        var other = Directory.CreateTempSubdirectory("taskjuice-keys-");
        try
        {
            KeyFile.Write(other.FullName, 1);
            var before = await EverythingAsync();
            var ended = await VaultProcess.RunAsync(web, project, other.FullName, words);

            Assert.Equal(1, ended.ExitCode);
            Assert.StartsWith(
                "Vault:KeyDirectory does not match the key that this database was encrypted with",
                Assert.Single(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
            Assert.DoesNotContain("   at ", ended.Output);
            Assert.Equal(before, await EverythingAsync());
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    private async Task<string> EverythingAsync() => await web.PictureAsync() + await web.ReadAsync("""
        select md5(string_agg(line, '' order by line)) from (select k::text as line from account_keys k union all select v::text from vault_keys v
            union all select d::text from data_protection_keys d union all select u::text from users u) as rest
        """);
}
