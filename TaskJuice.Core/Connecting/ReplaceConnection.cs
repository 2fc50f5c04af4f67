using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Connecting;

/// <summary>Replaces a connection with a new one.</summary>
public sealed class ReplaceConnection(SecretVault vault, AppCatalog catalog, QueueRevocation revocations, TimeProvider clock)
{
    /// <summary>Moves all steps that accept the new connection to it; the old connection is revoked and disconnected.</summary>
    internal async Task AllAsync(WorkspaceSession session, Connection connection, ReceivedCredential credential, CancellationToken stop)
    {
        if (credential.Replaces is not { } id || id == connection.Id)
            return;

        await session.TouchAsync(id, clock.GetUtcNow(), stop);
        await session.LockAsync(id, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } old)
            return;

        foreach (var step in await session.Steps.Where(row => row.ConnectionId == id).ToListAsync(stop))
        {
            if (catalog.Find(step.App)?.Operation(step.Operation) is { } operation && step.Accepts(connection, operation))
                step.Use(connection);
        }

        await revocations.QueueAsync(session, old, credential.UserId, isGivenUp: false, endsForAll: false, stop);
        await session.ForgetCredentialAsync(vault, old, clock.GetUtcNow(), stop);
        session.Add(new AuditEvent(session.Tenant, id, AuditKind.Replaced, credential.UserId, clock.GetUtcNow(), connection.Label));
    }
}
