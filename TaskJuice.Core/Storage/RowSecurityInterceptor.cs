using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Sets the row-security variables for each transaction (SET LOCAL), so that pooled connections never leak a tenant into the next request.
/// </summary>
internal sealed class RowSecurityInterceptor : DbTransactionInterceptor
{
    public static readonly RowSecurityInterceptor Instance = new();

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = Command(connection, eventData, result);
        var askedAt = DatabaseClock.Instance.GetTimestamp();
        Learn(command.ExecuteScalar(), askedAt);
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken stop = default)
    {
        await using var command = Command(connection, eventData, result);
        var askedAt = DatabaseClock.Instance.GetTimestamp();
        Learn(await command.ExecuteScalarAsync(stop), askedAt);
        return result;
    }

    private static void Learn(object? told, long askedAt) => DatabaseClock.Instance.Learn((DateTime)told!, askedAt);

    private static NpgsqlCommand Command(DbConnection connection, TransactionEndEventData eventData, DbTransaction transaction) =>
        ViewerStatement.For(
            ((TaskJuiceDb)eventData.Context!).RowSecurityContext, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
}
