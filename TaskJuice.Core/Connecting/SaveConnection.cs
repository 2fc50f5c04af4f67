using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Stores a credential: one row per workspace, app and external account, so that connecting again updates it. Connection, sealed secret,
/// refresh schedule, the step's selection and the audit event are written in one transaction.
/// </summary>
public sealed class SaveConnection(
    TaskJuiceDb db, FlowSeal seal, SecretVault vault, AppCatalog catalog, QueueRevocation revocations, KeepRefreshToken kept,
    PlanRefreshes plan, ReplaceConnection replace, TimeProvider clock)
{
    /// <summary>Saves, and retries when the same account was connected or disconnected concurrently.</summary>
    public Task<SaveResult> SaveAsync(ReceivedCredential credential, CancellationToken stop) =>
        Collisions.TryAgainAsync(() => TryAsync(credential, stop), IsRace);

    private async Task<SaveResult> TryAsync(ReceivedCredential credential, CancellationToken stop)
    {
        using var span = Telemetry.Source.StartActivity("connect.store");
        await using var session = await db.InWorkspaceAsync(credential.Tenant, stop);
        var attempt = credential.Attempt is { } flow ? await session.LockAttemptAsync(flow.Id, stop) : null;
        if (attempt?.IsStill(credential.Attempt!, clock.GetUtcNow(), seal) == false)
            return new SaveResult.Stopped();
        if (!await session.MayConnectAsync(credential.UserId, clock.GetUtcNow(), stop))
            return new SaveResult.NotAllowed();

        await session.LockWorkflowAsync(credential.Return, stop);
        var grant = await IdentifyAsync(session, credential, stop);
        var existing = await FindLockedAsync(session, grant, stop);
        if (credential.Reconnects is { } id && existing?.Id != id
            && await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is { } expected)
            return new SaveResult.OtherAccount(expected.Label, await UsesAsync(session, id, stop));

        var saved = await StoreAsync(session, existing, credential with { Grant = grant }, stop);
        attempt?.Note(credential.Attempt!.Saved(saved.Result, saved.Grant), seal);
        await session.SaveAsync(stop);
        return saved.Result;
    }

    private async Task<(SaveResult.Saved Result, Grant Grant)> StoreAsync(
        WorkspaceSession session, Connection? existing, ReceivedCredential received, CancellationToken stop)
    {
        // The same client and external account mean the same grant, now held by the new credential; a grant of another client is left
        // behind.
        if (existing is { Client: not null } && !existing.StandsOn(received.Grant))
            await revocations.QueueAsync(session, existing, received.UserId, isGivenUp: false, endsForAll: false, stop);

        var credential = await kept.KeepAsync(session, existing, received, stop);
        var grant = await WithKnownEndAsync(session, existing, credential, received.Grant, stop);
        var connection = Apply(session, credential, grant, existing, existing is null ? 0 : await vault.NewestVersionAsync(existing));
        await SealAsync(session, connection, credential, stop);
        await plan.RefreshesAsync(session, connection, credential, stop);
        await session.ChooseOnStepAsync(catalog, connection, credential.Return, stop);
        await replace.AllAsync(session, connection, credential, stop);
        await session.SyncNotificationAsync(connection, clock.GetUtcNow(), stop);
        session.Add(new AuditEvent(
            session.Tenant, connection.Id, existing is null ? AuditKind.Connected : AuditKind.ConnectedAgain, credential.UserId,
            clock.GetUtcNow()));
        await session.FlushAsync(stop);
        var steps = await UsesAsync(session, connection.Id, stop);
        return (new(connection.Id, connection.Label, existing is not null, steps), grant);
    }

    private static async Task<Connection?> FindLockedAsync(WorkspaceSession session, Grant grant, CancellationToken stop)
    {
        var same = session.Connections.Where(row => row.App == grant.App && row.ExternalAccountId == grant.ExternalAccountId);
        if (await same.Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop) is not { } id)
            return null;

        await session.LockAsync(id, stop);
        return await same.FirstOrDefaultAsync(stop);
    }

    private async Task<Grant> IdentifyAsync(WorkspaceSession session, ReceivedCredential credential, CancellationToken stop)
    {
        if (credential.Grant.ExternalAccountId.Length > 0)
            return credential.Grant;

        var pasted = credential.Values.Where(value => value.Key != CredentialNames.AccessToken);
        var parts = credential.Grant.Settings
            .Concat(pasted.Select(value => new KeyValuePair<string, string>(value.Key, value.Value.Reveal())))
            .OrderBy(part => part.Key, StringComparer.Ordinal).SelectMany(part => new[] { part.Key, part.Value });
        return credential.Grant with { ExternalAccountId = await vault.FingerprintAsync(session, credential.Grant.App, parts, stop) };
    }

    // A reply without an expiry is more likely to omit it than to have changed it.
    private async Task<Grant> WithKnownEndAsync(
        WorkspaceSession session, Connection? existing, ReceivedCredential credential, Grant grant, CancellationToken stop)
    {
        if (existing is null || grant.ExpiresAt is not null || existing.Method != grant.Method
            || existing.TokenEndpoint != grant.TokenEndpoint || !credential.Values.ContainsKey(CredentialNames.RefreshToken))
            return grant;

        var life = await session.Leases.Where(lease => lease.ConnectionId == existing.Id).Select(lease => lease.TokenLife)
            .FirstOrDefaultAsync(stop);
        return grant with { ExpiresAt = clock.GetUtcNow() + life };
    }

    private Connection Apply(WorkspaceSession session, ReceivedCredential credential, Grant grant, Connection? existing, int newest)
    {
        var now = clock.GetUtcNow();
        if (existing is null)
        {
            var connection = new Connection(session.Tenant, grant, credential.UserId, now);
            session.Add(connection);
            return connection;
        }

        existing.ReplaceGrant(grant, now);
        existing.NumberAbove(newest);
        if (credential.LabelTyped)
            existing.Rename(grant.Label);
        if (credential.Reconnects is not null)
            existing.Reconnected(now);
        return existing;
    }

    private async Task SealAsync(WorkspaceSession session, Connection connection, ReceivedCredential credential, CancellationToken stop)
    {
        session.Add(await vault.SealAsync(session, connection, credential.Values, clock.GetUtcNow(), stop));

        // The person replaced the credential deliberately: the previous one must not be kept.
        await session.Secrets.Where(secret => secret.ConnectionId == connection.Id && secret.Version < connection.SecretVersion)
            .ExecuteDeleteAsync(stop);
        await session.Inbox.Where(reply => reply.ConnectionId == connection.Id).ExecuteDeleteAsync(stop);
    }

    private static Task<int> UsesAsync(WorkspaceSession session, Guid id, CancellationToken stop) =>
        session.Steps.CountAsync(step => step.ConnectionId == id && step.RemovedAt == null, stop);

    private static bool IsRace(Exception failure) =>
        failure is DbUpdateConcurrencyException
            or DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } };
}
