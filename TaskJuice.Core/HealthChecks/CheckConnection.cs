using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.HealthChecks;

/// <summary>Checks whether a connection works, at a person's request.</summary>
public sealed class CheckConnection(TaskJuiceDb db, TryConnection connection, TimeProvider clock)
{
    /// <summary>
    /// Makes one read-only call and records that a person asked. A credential that cannot be refreshed and is refused needs a person from
    /// then on; a token that can be refreshed is not judged by a single call.
    /// </summary>
    /// <inheritdoc cref="TryConnection.TryAsync"/>
    public async Task<TryResult> CheckAsync(Tenant tenant, Guid id, Guid userId, CancellationToken stop)
    {
        var version = await VersionAsync(tenant, id, stop);
        var result = await connection.TryAsync(tenant, id, userId, stop);
        return await NoteAsync(tenant, id, userId, version, result, stop);
    }

    private async Task<int?> VersionAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        return await session.Connections.Where(row => row.Id == id).Select(row => (int?)row.SecretVersion).FirstOrDefaultAsync(stop);
    }

    private async Task<TryResult> NoteAsync(Tenant tenant, Guid id, Guid userId, int? version, TryResult result, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } checkedOne)
            return new TryResult.Gone();

        session.Add(new AuditEvent(tenant, id, AuditKind.Checked, userId, now, result.Outcome));
        if (result is TryResult.Refused { IsExpired: true } && version is { } asked)
            await session.RefusedAsync(checkedOne, asked, isSure: true, now, stop);
        await session.SaveAsync(stop);
        return result;
    }
}
