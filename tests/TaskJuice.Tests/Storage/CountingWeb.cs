using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Storage;
using TaskJuice.Tests.Pages.Workflows;

namespace TaskJuice.Tests.Storage;

/// <summary>The program on a database of its own, with a look at what each answer costs.</summary>
public sealed class CountingWeb : WebFixture
{
    private readonly Statements _statements = new();
    private readonly Flushed _flushed = new();

    private readonly SemaphoreSlim _once = new(1);
    private Planted? _planted;

    /// <summary>Somebody in a workspace with many rows, made once.</summary>
    internal async Task<Planted> PlantedAsync()
    {
        await _once.WaitAsync();
        try
        {
            return _planted ??= await Planted.AsyncIn(this);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>What an answer costs: bytes, statements of the program and rows that PostgreSQL read for them.</summary>
    internal async Task<(int Bytes, int Statements, long Rows)> CostAsync(Func<Task<Answer>> ask)
    {
        await TransactionsEndedAsync();
        var (statements, rows) = (_statements.Count, await RowsAsync());
        var answer = await ask();
        await TransactionsEndedAsync();
        return (System.Text.Encoding.UTF8.GetByteCount(answer.Raw), _statements.Count - statements, await RowsAsync() - rows);
    }

    protected override void Change(IServiceCollection services) =>
        services.ConfigureDbContext<TaskJuiceDb>(options => options.AddInterceptors(_statements, _flushed));

    private async Task<long> RowsAsync() => (long)(await ReadAsync("select (sum(seq_tup_read) + sum(coalesce(idx_tup_fetch, 0)))::bigint from pg_stat_user_tables"))!;

    private sealed class Statements : DbCommandInterceptor
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.FromResult(result);
        }
    }

    // PostgreSQL passes its counters on once a second; a transaction that asked for it does so when it ends.
    private sealed class Flushed : DbTransactionInterceptor
    {
        public override async ValueTask<DbTransaction> TransactionStartedAsync(
            DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = ("select pg_stat_force_next_flush()", result);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return result;
        }
    }
}
