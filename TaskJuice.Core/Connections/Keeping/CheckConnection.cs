using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>A person asks whether a connection works.</summary>
public sealed class CheckConnection(TaskJuiceDb db, TryConnection connection, TimeProvider clock)
{
    /// <summary>Why a pasted key is in trouble: the provider answered that it does not know it.</summary>
    public const string KeyRefused = "key_refused";

    private const int Unauthorized = 401;

    /// <summary>
    /// Makes one harmless call and writes down that a person asked. A key that the provider does not accept stays refused until a
    /// person pastes another one, so the connection needs reconnecting from then on; a token may still be refreshed and is not judged by one call.
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

        session.Add(new AuditEvent(tenant, id, AuditKind.Checked, userId, now, Outcome.Of(result)));
        if (result is TryResult.Refused { Status: Unauthorized } && checkedOne is { Client: null, IsExchanged: false } && checkedOne.SecretVersion == version
            && checkedOne.Status is ConnectionStatus.Pending or ConnectionStatus.Active)
        {
            checkedOne.NeedsReauthorization(KeyRefused, now);
            await session.TellAsync(checkedOne, now, stop);
            session.Add(new AuditEvent(tenant, id, AuditKind.RefusedByProvider, null, now));
        }

        await session.SaveAsync(stop);
        return result;
    }
}
