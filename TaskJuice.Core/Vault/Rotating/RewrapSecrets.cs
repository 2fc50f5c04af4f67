using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>The result of rewrapping stored credentials.</summary>
/// <param name="Done">Now under the active version.</param>
/// <param name="Unreadable">Cannot be decrypted, so left unchanged.</param>
public sealed record RewrapCount(int Done, int Unreadable)
{
    /// <summary>The sum of both.</summary>
    public static RewrapCount operator +(RewrapCount one, RewrapCount other) => new(one.Done + other.Done, one.Unreadable + other.Unreadable);
}

/// <summary>
/// Rewraps a workspace's stored credentials under the account's active key, in batches of one transaction each. Only the data keys are
/// re-encrypted. A crash leaves complete batches; the next pass continues with the rest.
/// </summary>
public sealed partial class RewrapSecrets(TaskJuiceDb db, AccountKeys keys, TimeProvider clock, ILogger<RewrapSecrets> log)
{
    internal const int Batch = 500;

    /// <summary>Rewraps everything that is under another version, once.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="stop">Stops between batches.</param>
    public async Task<RewrapCount> RewrapAsync(Tenant tenant, CancellationToken stop)
    {
        var count = new RewrapCount(0, 0);
        var after = (ConnectionId: Guid.Empty, Version: 0);
        while (true)
        {
            await using var session = await db.InWorkspaceAsync(tenant, stop);
            var (version, key) = await keys.CurrentAsync(session, stop);
            var rows = await NextAsync(session, version, after, stop);
            var batch = await RewrapBatchAsync(session, rows, version, key, stop);
            if (batch.Done > 0)
                await NoteMoveAsync(session, stop);
            await session.SaveAsync(stop);
            count += batch;
            if (rows.Count < Batch)
                return count;
            after = (rows[^1].Secret.ConnectionId, rows[^1].Secret.Version);
        }
    }

    // Pages by key, so that credentials that cannot be decrypted do not block the others.
    private static async Task<List<Found>> NextAsync(WorkspaceSession session, int active, (Guid ConnectionId, int Version) after, CancellationToken stop)
    {
        var rows = session.Secrets.AsNoTracking().Where(row => EF.Property<int>(row, ConnectionSecret.KeyVersion) != active
            && EF.Functions.GreaterThan(ValueTuple.Create(row.ConnectionId, row.Version), ValueTuple.Create(after.ConnectionId, after.Version)));
        var found =
            from secret in rows
            join connection in session.Connections.AsNoTracking() on secret.ConnectionId equals connection.Id
            orderby secret.ConnectionId, secret.Version
            select new { secret, connection };
        return [.. (await found.Take(Batch).ToListAsync(stop)).Select(row => new Found(row.secret, row.connection))];
    }

    // Readers that loaded a credential just before it was rewrapped still need the old key; the delay before its destruction starts here.
    private async Task NoteMoveAsync(WorkspaceSession session, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await session.AccountKeys.Where(key => key.State == AccountKeyState.DecryptOnly)
            .ExecuteUpdateAsync(key => key.SetProperty(row => row.ChangedAt, now), stop);
    }

    private async Task<RewrapCount> RewrapBatchAsync(WorkspaceSession session, List<Found> rows, int version, byte[] key, CancellationToken stop)
    {
        var older = new Dictionary<int, byte[]>();
        try
        {
            var count = new RewrapCount(0, 0);
            foreach (var row in rows)
                count += await RewrapOneAsync(session, row, older, version, key, stop);
            VaultMetrics.Rewrapped(count.Done);
            return count;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            foreach (var old in older.Values)
                CryptographicOperations.ZeroMemory(old);
        }
    }

    private async Task<RewrapCount> RewrapOneAsync(
        WorkspaceSession session, Found row, Dictionary<int, byte[]> older, int version, byte[] key, CancellationToken stop)
    {
        try
        {
            var was = row.Secret.Envelope;
            var oldVersion = Envelope.AccountKeyVersion(was);
            if (!older.TryGetValue(oldVersion, out var oldKey))
                older[oldVersion] = oldKey = await keys.VersionAsync(session, oldVersion, stop);
            var context = SecretContext.Of(row.Connection, row.Secret.Version, row.Secret.Purpose);
            var now = Envelope.Rewrap(was, context, oldKey, key, version);

            // A concurrent deletion or replacement takes precedence.
            var changed = await session.Secrets
                .Where(secret => secret.ConnectionId == row.Secret.ConnectionId && secret.Version == row.Secret.Version && secret.Envelope == was)
                .ExecuteUpdateAsync(secret => secret.SetProperty(found => found.Envelope, now), stop);
            return new(changed, 0);
        }
        catch (VaultException failure)
        {
            CannotBeRewrapped(row.Secret.ConnectionId, failure.Message);
            return new(0, 1);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not rewrap the credential of connection {Connection}; it stays under its old key: {Reason}")]
    private partial void CannotBeRewrapped(Guid connection, string reason);

    private sealed record Found(ConnectionSecret Secret, Connection Connection);
}
