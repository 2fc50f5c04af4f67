using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Revokes a received grant that must not be kept because the person cancelled or lost the permission to connect. A grant that other
/// connections of the account use is not revoked.
/// </summary>
public sealed class GiveBackGrant(TaskJuiceDb db, QueueRevocation revocations)
{
    // Not cancellable: nothing else holds the tokens afterwards.
    internal async Task GiveBackAsync(ConnectFlow flow, PendingGrant grant)
    {
        await using var session = await db.InWorkspaceAsync(flow.Tenant, CancellationToken.None);
        if (!await session.Workspaces.AnyAsync())
            return;

        await revocations.QueueAsync(session, flow.Id, grant.Grant, grant.Credential, CancellationToken.None);
        await session.SaveAsync(CancellationToken.None);
    }
}
