using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>
/// The statement that tells row-level security for whom a transaction is. It sets every variable, each for the transaction only (the third
/// argument of set_config), and returns the database's time.
/// </summary>
internal static class ViewerStatement
{
    private const string Text = """
        select clock_timestamp(), set_config('app.account_id', $1, true), set_config('app.workspace_id', $2, true),
               set_config('app.user_id', $3, true), set_config('app.schedule', $4, true),
               set_config('app.connect_state', $5, true), set_config('app.key_keeper', $6, true), set_config('app.grant', $7, true),
               set_config('app.pruner', $8, true), set_config('transaction_read_only', $9, true)
        """;

    public static NpgsqlBatchCommand For(RowSecurityContext viewer)
    {
        var command = new NpgsqlBatchCommand(Text);
        Fill(command.Parameters, viewer);
        return command;
    }

    public static NpgsqlCommand For(RowSecurityContext viewer, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        var command = new NpgsqlCommand(Text, connection, transaction);
        Fill(command.Parameters, viewer);
        return command;
    }

    private static void Fill(NpgsqlParameterCollection parameters, RowSecurityContext viewer)
    {
        string[] values =
        [
            Id(viewer.AccountId), Id(viewer.WorkspaceId), Id(viewer.UserId), On(viewer.IsSchedule), viewer.StateHash ?? "",
            On(viewer.IsKeyKeeper), viewer.Grant ?? "", On(viewer.IsPruner), viewer.IsReadOnly ? "on" : "off",
        ];
        foreach (var value in values)
            parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
    }

    private static string Id(Guid? id) => id?.ToString() ?? "";

    private static string On(bool value) => value ? "on" : "";
}
