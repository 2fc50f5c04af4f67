using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>What came of giving a connection up.</summary>
public abstract record DisconnectResult
{
    private DisconnectResult() { }

    /// <summary>The credential is deleted here.</summary>
    /// <param name="Note">What is known of the access at the provider.</param>
    public sealed record Disconnected(AccessNote Note) : DisconnectResult;

    /// <summary>Somebody reconnected it meanwhile; the new credential stays.</summary>
    public sealed record Overtaken : DisconnectResult;

    /// <summary>There is no such connection.</summary>
    public sealed record Gone : DisconnectResult;
}

/// <summary>
/// Gives the access of a connection up: ends it at the provider as far as that can be done, then deletes the credential. The connection
/// stays, and so do the steps' choices, so that connecting the same account again brings everything back.
/// </summary>
public sealed class DisconnectConnection(TaskJuiceDb db, GiveBackAccess access, TimeProvider clock)
{
    /// <summary>Disconnects; a connection that was disconnected before stays as it is.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="by">The person.</param>
    /// <param name="stop">Ends the work as long as the provider was not asked.</param>
    public async Task<DisconnectResult> DisconnectAsync(Tenant tenant, Guid id, Guid by, CancellationToken stop)
    {
        if (await access.EndAsync(tenant, id, by, stop) is not (var before, var note))
            return new DisconnectResult.Gone();
        if (note.End == AccessEnd.Before)
            return new DisconnectResult.Disconnected(note);

        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id) is not { } connection)
            return new DisconnectResult.Gone();
        if (connection.SecretVersion != before.SecretVersion)
            return new DisconnectResult.Overtaken();

        var now = clock.GetUtcNow();
        await session.ForgetCredentialAsync(connection, now, CancellationToken.None);
        session.Add(new AuditEvent(session.Tenant, connection.Id, AuditKind.Disconnected, by, now, note.ToString()));
        await session.SaveAsync(CancellationToken.None);
        return new DisconnectResult.Disconnected(note);
    }
}
