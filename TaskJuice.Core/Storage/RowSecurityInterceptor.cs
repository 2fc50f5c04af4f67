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

    private const string Tell = """
        select clock_timestamp(), set_config('app.account_id', $1, true), set_config('app.workspace_id', $2, true),
               set_config('app.user_id', $3, true), set_config('app.schedule', $4, true),
               set_config('app.connect_state', $5, true), set_config('app.key_keeper', $6, true), set_config('app.grant', $7, true),
               set_config('app.pruner', $8, true)
        """;

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

    private static NpgsqlCommand Command(DbConnection connection, TransactionEndEventData eventData, DbTransaction transaction)
    {
        var viewer = ((TaskJuiceDb)eventData.Context!).RowSecurityContext;
        var command = new NpgsqlCommand(Tell, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        command.Parameters.Add(new() { Value = viewer.AccountId?.ToString() ?? "" });
        command.Parameters.Add(new() { Value = viewer.WorkspaceId?.ToString() ?? "" });
        command.Parameters.Add(new() { Value = viewer.UserId?.ToString() ?? "" });
        command.Parameters.Add(new() { Value = viewer.IsSchedule ? "on" : "" });
        command.Parameters.Add(new() { Value = viewer.StateHash ?? "" });
        command.Parameters.Add(new() { Value = viewer.IsKeyKeeper ? "on" : "" });
        command.Parameters.Add(new() { Value = viewer.Grant ?? "" });
        command.Parameters.Add(new() { Value = viewer.IsPruner ? "on" : "" });
        return command;
    }
}
