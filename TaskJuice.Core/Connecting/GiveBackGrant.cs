using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Has a grant ended at the provider that came and may not be kept: the person stopped meanwhile, or may not connect any more. A grant
/// that a connection of the account stands on stays.
/// </summary>
public sealed class GiveBackGrant(TaskJuiceDb db, QueueRevocation revocations)
{
    // Not to be cancelled: afterwards nobody has the tokens.
    internal async Task GiveBackAsync(ConnectFlow flow, PendingGrant grant)
    {
        await using var session = await db.InWorkspaceAsync(flow.Tenant, CancellationToken.None);
        if (!await session.Workspaces.AnyAsync())
            return;

        await revocations.QueueAsync(session, flow.Id, grant.Grant, grant.Credential, CancellationToken.None);
        await session.SaveAsync(CancellationToken.None);
    }
}
