using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>What came of deleting a connection.</summary>
public abstract record DeleteResult
{
    private DeleteResult() { }

    /// <summary>It is gone, and with it the credential.</summary>
    /// <param name="Label">The name it had.</param>
    /// <param name="Note">What is known of the access at the provider.</param>
    public sealed record Deleted(string Label, AccessNote Note) : DeleteResult;

    /// <summary>There is no such connection, or not any more.</summary>
    public sealed record Gone : DeleteResult;
}

/// <summary>Deletes a connection: ends its access as <see cref="DisconnectConnection"/> does; steps that use it need another account then.</summary>
public sealed class DeleteConnection(TaskJuiceDb db, GiveBackAccess access, TimeProvider clock)
{
    /// <summary>Deletes, and once more when a step chose the connection at the same moment.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="by">The person.</param>
    /// <param name="stop">Ends the work as long as the provider was not asked.</param>
    public async Task<DeleteResult> DeleteAsync(Tenant tenant, Guid id, Guid by, CancellationToken stop)
    {
        if (await access.EndAsync(tenant, id, by, stop) is not (_, var note))
            return new DeleteResult.Gone();

        try
        {
            return await RemoveAsync(tenant, id, note, by);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return await RemoveAsync(tenant, id, note, by);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new DeleteResult.Gone();
        }
    }

    private async Task<DeleteResult> RemoveAsync(Tenant tenant, Guid id, AccessNote note, Guid by)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        await session.TouchAsync(id, now, CancellationToken.None);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id) is not { } connection)
            return new DeleteResult.Gone();

        await session.Nodes.Where(node => node.ConnectionId == id).ExecuteUpdateAsync(set => set.SetProperty(node => node.ConnectionId, (Guid?)null));
        if (note.End != AccessEnd.Before)
            session.Add(new AuditEvent(tenant, id, AuditKind.Disconnected, by, now, note.ToString()));
        session.Add(new AuditEvent(tenant, id, AuditKind.Deleted, by, now, connection.Label));
        session.Remove(connection);
        await session.SaveAsync(CancellationToken.None);
        return new DeleteResult.Deleted(connection.Label, note);
    }
}
