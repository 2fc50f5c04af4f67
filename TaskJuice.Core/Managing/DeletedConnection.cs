using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

/// <summary>What is known about a deleted connection.</summary>
/// <param name="Label">Its former name.</param>
/// <param name="At">When it was deleted.</param>
/// <param name="Note">What is known about the access at the provider, or null.</param>
public sealed record DeletedConnection(string Label, DateTimeOffset At, AccessNote? Note);

/// <summary>Reads the result of deleting a connection.</summary>
public sealed class RecallConnection(TaskJuiceDb db)
{
    /// <summary>Returns null when the workspace never had it, or still has it.</summary>
    public async Task<DeletedConnection?> RecallAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var ends = await session.AuditEvents.AsNoTracking()
            .Where(row => row.ConnectionId == id
                && (row.Kind == AuditKind.Deleted || row.Kind == AuditKind.Disconnected || row.Kind == AuditKind.AccessEnded))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(3).ToListAsync(stop);
        return ends.Find(row => row.Kind == AuditKind.Deleted) is { } deleted
            ? new(deleted.Detail ?? "", deleted.At, AccessNote.Parse(ends.Find(row => row.Kind != AuditKind.Deleted)?.Detail))
            : null;
    }
}
