using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>
/// How much each page asks of the database, as PostgreSQL counts it: with the statements that begin, end and guard the transaction.
/// </summary>
public sealed class StatementCountTests(WebFixture web) : IClassFixture<WebFixture>
{
    // Prepared once, counted afterwards.
    private const int WarmUps = 3;
    private const int Asked = 4;

    private const string Counts = """
        select coalesce(sum(calls), 0)::bigint || ' ' || coalesce(sum(calls) filter (where query ilike 'begin%'), 0)::bigint
        from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
            and userid = (select oid from pg_roles where rolname = 'taskjuice_app')
        """;

    private const string List = """
        select string_agg(calls || ' ' || left(query, 120), E'\n' order by calls desc) from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
            and userid = (select oid from pg_roles where rolname = 'taskjuice_app')
        """;

    [Fact]
    public async Task A_page_and_its_frame_are_read_in_one_transaction_and_few_statements()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id;
        await web.ExecuteAsync("create extension if not exists pg_stat_statements");
        var workspace = $"/{back.Agency.Slug}";
        var builder = $"{workspace}/workflows/{back.Step.WorkflowId}";
        List<string> table = [];
        foreach (var (address, most) in ((string, int)[])
        [
            ($"{workspace}/workflows", 9),
            ($"{builder}?step=", 9),
            ($"{builder}?step={back.Step.Key}", 10),
            ($"{workspace}/connections", 10),
            ($"{workspace}/connections/{connection}", 10),
            ($"{workspace}/connect/sandbox?workflow={back.Step.WorkflowId}&step={back.Step.Key}", 10),
            ($"{workspace}/settings/branding", 8),
            ($"{workspace}/notifications", 17),
        ])
        {
            var (statements, transactions) = await CountAsync(back.Guest, address);
            table.Add($"{statements,3} of {most,2} statements, {transactions} transactions: {address}");
            TestContext.Current.TestOutputHelper?.WriteLine(table[^1]);
            Assert.True(statements <= most && transactions == 1, $"{table[^1]}\n{await web.ReadAsync(List)}");
        }
    }

    private async Task<(long Statements, long Transactions)> CountAsync(Guest guest, string address)
    {
        for (var number = 0; number < WarmUps; number++)
            await guest.Browser.OpenAsync(address);
        var before = await ReadAsync();
        for (var number = 0; number < Asked; number++)
            await guest.Browser.OpenAsync(address);
        var after = await ReadAsync();
        return ((after.Statements - before.Statements) / Asked, (after.Transactions - before.Transactions) / Asked);
    }

    private async Task<(long Statements, long Transactions)> ReadAsync()
    {
        await web.TransactionsEndedAsync();
        var counts = ((string)(await web.ReadAsync(Counts))!).Split(' ').Select(long.Parse).ToArray();
        return (counts[0], counts[1]);
    }
}
