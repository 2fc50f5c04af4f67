using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>The result of rewrapping stored credentials.</summary>
/// <param name="Done">Now under the active version.</param>
/// <param name="Unreadable">Cannot be decrypted, so left unchanged.</param>
public sealed record RewrapCount(int Done, int Unreadable)
{
    /// <summary>The sum of both.</summary>
    public static RewrapCount operator +(RewrapCount one, RewrapCount other) =>
        new(one.Done + other.Done, one.Unreadable + other.Unreadable);
}

/// <summary>
/// Rewraps a workspace's stored credentials under the account's active key, in batches of one transaction each. Only the data keys are
/// re-encrypted. A crash leaves complete batches; the next pass continues with the rest.
/// </summary>
public sealed partial class RewrapSecrets(
    TaskJuiceDb db, SealedStores stores, AccountKeys keys, TimeProvider clock, ILogger<RewrapSecrets> log)
{
    internal const int Batch = 500;

    /// <summary>Rewraps everything that is under another version, once.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="stop">Stops between batches.</param>
    public async Task<RewrapCount> RewrapAsync(Tenant tenant, CancellationToken stop)
    {
        var count = new RewrapCount(0, 0);
        foreach (var store in stores.All)
            count += await RewrapAsync(tenant, store, stop);
        return count;
    }

    private async Task<RewrapCount> RewrapAsync(Tenant tenant, SealedStore store, CancellationToken stop)
    {
        var count = new RewrapCount(0, 0);
        SealedRow? last = null;
        while (true)
        {
            await using var session = await db.InWorkspaceAsync(tenant, stop);
            var (version, key) = await keys.CurrentAsync(session, stop);
            var rows = await store.NextAsync(session, version, last, Batch, stop);
            var batch = await RewrapBatchAsync(session, store, rows, version, key, stop);
            if (batch.Done > 0)
                await NoteMoveAsync(session, stop);
            await session.SaveAsync(stop);
            count += batch;
            if (rows.Count < Batch)
                return count;
            last = rows[^1];
        }
    }

    // Whoever read a credential just before it moved still needs the old key; its time to be destroyed counts from here.
    private async Task NoteMoveAsync(WorkspaceSession session, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await session.AccountKeys.Where(key => key.State == AccountKeyState.DecryptOnly)
            .ExecuteUpdateAsync(key => key.SetProperty(row => row.ChangedAt, now), stop);
    }

    private async Task<RewrapCount> RewrapBatchAsync(
        WorkspaceSession session, SealedStore store, List<SealedRow> rows, int version, byte[] key, CancellationToken stop)
    {
        var older = new Dictionary<int, byte[]>();
        try
        {
            var count = new RewrapCount(0, 0);
            foreach (var row in rows)
                count += await RewrapOneAsync(session, store, row, older, version, key, stop);
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
        WorkspaceSession session, SealedStore store, SealedRow row, Dictionary<int, byte[]> older,
        int version, byte[] key, CancellationToken stop)
    {
        try
        {
            var oldVersion = Envelope.AccountKeyVersion(row.Envelope);
            if (!older.TryGetValue(oldVersion, out var oldKey))
                older[oldVersion] = oldKey = await keys.VersionAsync(session, oldVersion, stop);
            return new(await store.ReplaceAsync(session, row, Envelope.Rewrap(row.Envelope, row.Context, oldKey, key, version), stop), 0);
        }
        catch (VaultException failure)
        {
            CannotBeRewrapped(row.Context.OwnerId, db.Model.FindEntityType(store.Row)?.GetTableName(), failure.Message);
            return new(0, 1);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not rewrap sealed row {Owner} in {Table}; it stays under its old key: {Reason}")]
    private partial void CannotBeRewrapped(Guid owner, string? table, string reason);
}
