using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>
/// One batch: it tells row-level security who the user is and reads what only that user may see. Without a transaction of its own, a batch
/// is one (PostgreSQL, "Pipelining"), so what the first statement sets ends with it.
/// </summary>
internal static class VisitStatements
{
    private const string OfAddress = """
        select s.is_open, w.account_id, w.id, w.name, w.slug, w.created_at, m.role, a.brand_colour
        from (select exists (select 1 from browser_sessions where id = $2 and user_id = $1 and started_at > $3) as is_open) s
        left join (workspaces w join memberships m on m.account_id = w.account_id join accounts a on a.id = w.account_id)
            on s.is_open and m.user_id = $1 and w.slug = $4
        """;

    private const string OfUser = """
        select s.is_open, w.account_id, w.id, w.name, w.slug, w.created_at, m.role, a.brand_colour
        from (select exists (select 1 from browser_sessions where id = $2 and user_id = $1 and started_at > $3) as is_open) s
        left join (memberships m join accounts a on a.id = m.account_id join workspaces w on w.account_id = m.account_id)
            on s.is_open and m.user_id = $1
        order by w.name
        """;

    public static async Task<VisitRows> ReadAsync(TaskJuiceDb db, Visit visit, DateTimeOffset earliest, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        try
        {
            batch.BatchCommands.Add(ViewerStatement.For(RowSecurityContext.OfUser(visit.UserId) with { IsReadOnly = true }));
            var read = new NpgsqlBatchCommand(visit.WithAll ? OfUser : OfAddress);
            read.Parameters.Add(new() { Value = visit.UserId });
            read.Parameters.Add(new() { Value = visit.SessionId });
            read.Parameters.Add(new() { Value = earliest.UtcDateTime });
            if (!visit.WithAll)
                read.Parameters.Add(new() { Value = visit.Slug ?? "" });
            batch.BatchCommands.Add(read);
            var askedAt = DatabaseClock.Instance.GetTimestamp();
            var reader = await batch.ExecuteReaderAsync(stop);
            await reader.ReadAsync(stop);
            DatabaseClock.Instance.Learn(reader.GetDateTime(0), askedAt);
            await reader.NextResultAsync(stop);
            return new(db, batch, reader);
        }
        catch
        {
            await batch.DisposeAsync();
            await db.Database.CloseConnectionAsync();
            throw;
        }
    }
}

/// <summary>The rows of a visit: one per workspace, and one without any when there is none.</summary>
internal sealed class VisitRows(TaskJuiceDb db, NpgsqlBatch batch, NpgsqlDataReader reader) : IAsyncDisposable
{
    public bool IsOpen => reader.GetBoolean(0);

    public Workspace? Workspace => reader.IsDBNull(1) ? null
        : new(reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5));

    public MemberRole Role => Enum.Parse<MemberRole>(reader.GetString(6), ignoreCase: true);

    public string? BrandColour => reader.IsDBNull(7) ? null : reader.GetString(7);

    public Task<bool> ReadAsync(CancellationToken stop) => reader.ReadAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await batch.DisposeAsync();
        await db.Database.CloseConnectionAsync();
    }
}
