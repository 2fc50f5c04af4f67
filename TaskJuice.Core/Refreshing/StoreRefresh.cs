using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Stores the result of a refresh, if the lease still has the generation under which it was requested. Otherwise a person has reconnected,
/// or a later holder may have stored a newer credential.
/// </summary>
public sealed partial class StoreRefresh(
    TaskJuiceDb db, SecretVault vault, AppCatalog catalog, TimeProvider clock, ILogger<StoreRefresh> log)
{
    /// <summary>Stores the tokens on the connection.</summary>
    /// <returns>False when a newer credential is stored, or when the database is unavailable; the reply is kept in the second
    /// case.</returns>
    internal Task<bool> StoreAsync(HeldLease held, Tokens tokens) => WriteAsync(held, RefreshLease.Granted, async (session, connection) =>
    {
        var now = clock.GetUtcNow();
        var wasBroken = connection.Status == ConnectionStatus.Error;

        // A reply without an expiry is more likely to omit it than to have changed it.
        var end = tokens.ExpiresAt ?? now + held.Row.TokenLife;
        connection.Refreshed(end, tokens.Scopes, now);
        var route = SecretRoute.Of(connection);
        connection.Follow(tokens, catalog);
        if (wasBroken)
            await session.SyncNotificationAsync(connection, now, CancellationToken.None);
        if (Method(connection) is { } method)
            await session.KeepRefreshTokenEndAsync(connection, method, tokens, now, CancellationToken.None);
        Dictionary<string, Secret> values = new(held.Credential) { [CredentialNames.AccessToken] = tokens.AccessToken };
        if (held.RefreshToken is not null && tokens.RefreshToken is { } next)
            values[CredentialNames.RefreshToken] = next;
        session.Add(await vault.SealAsync(session, connection, values, now, CancellationToken.None));
        session.Add(new AuditEvent(held.Tenant, connection.Id, AuditKind.Refreshed, null, now));

        // The previous version is kept until the next refresh proves that this one works; it can be decrypted only for the route it was
        // sealed for.
        var isSameRoute = SecretRoute.Of(connection).Parts().SequenceEqual(route.Parts());
        var oldest = isSameRoute ? connection.SecretVersion - 1 : connection.SecretVersion;
        await session.ForgetBeforeAsync(connection.Id, oldest, CancellationToken.None);
        return new(RefreshPlan.DueAgainAt(now, connection.ExpiresAt, Method(connection)?.Life.IdleLife, Random.Shared.NextDouble()))
        {
            TokenLife = end > now ? end - now : held.Row.TokenLife,
        };
    });

    /// <summary>Marks the connection as one that only a person can fix.</summary>
    /// <returns>False when it was not marked: there is a newer credential or reply, or the database is unavailable.</returns>
    internal async Task<bool> GiveUpAsync(HeldLease held, string reason)
    {
        var isGivenUp = false;
        return await WriteAsync(held, RefreshLease.Refused, async (session, connection) =>
        {
            await DropReadAsync(session, held);

            // A reply may have reached the inbox since this request was made.
            if (await session.Inbox.AnyAsync(
                reply => reply.ConnectionId == connection.Id && reply.SecretVersion == connection.SecretVersion))
            {
                return LeasePlan.Of(held, clock.GetUtcNow()) with
                {
                    RequestInFlight = true,
                    UncertainSince = held.Row.UncertainSince ?? clock.GetUtcNow(),
                };
            }

            isGivenUp = true;
            connection.NeedsReauthorization(reason, clock.GetUtcNow());
            session.Add(new AuditEvent(held.Tenant, connection.Id, AuditKind.RefusedByProvider, null, clock.GetUtcNow(), reason));
            await session.SyncNotificationAsync(connection, clock.GetUtcNow(), CancellationToken.None);
            return new(null) { TokenLife = held.Row.TokenLife };
        }) && isGivenUp;
    }

    /// <summary>A late reply to a connection that already needs a person contained no tokens.</summary>
    internal Task StayGivenUpAsync(HeldLease held) => WriteAsync(held, RefreshLease.Refused, async (session, _) =>
    {
        await DropReadAsync(session, held);
        return new(null) { TokenLife = held.Row.TokenLife };
    });

    internal Task PostponeAsync(HeldLease held, Decision decision, RefreshStep.Postpone postponed) =>
        WriteAsync(held, decision.Outcome, async (session, connection) =>
        {
            if (held.RefreshToken is { } current && postponed.Next is { } next && !next.Matches(current))
                await PresentNextTimeAsync(session, connection, held, next);

            if (!decision.LeavesKept)
                await DropReadAsync(session, held);
            var now = clock.GetUtcNow();
            var failures = held.Row.Failures + 1;
            return LeasePlan.Of(held, now + RefreshPlan.Wait(postponed.Wait, failures, Random.Shared.NextDouble())) with
            {
                Failures = failures,
                UncertainSince = postponed.IsUncertain ? held.Row.UncertainSince ?? now : null,
                SilentSince = postponed.IsSilence ? held.Row.SilentSince ?? now : null,
                RefusedSince = postponed.IsRefusal ? held.Row.RefusedSince ?? now : held.Row.RefusedSince,
            };
        });

    // The access token and its expiry are unchanged, as is what is known of the grant.
    private async Task PresentNextTimeAsync(WorkspaceSession session, Connection connection, HeldLease held, Secret next)
    {
        connection.NumberAbove(connection.SecretVersion);
        Dictionary<string, Secret> values = new(held.Credential) { [CredentialNames.RefreshToken] = next };
        session.Add(await vault.SealAsync(session, connection, values, clock.GetUtcNow(), CancellationToken.None));
        await session.Secrets.Where(secret => secret.ConnectionId == connection.Id && secret.Version < connection.SecretVersion - 1)
            .ExecuteDeleteAsync();
    }

    // A reply that was read and grants nothing is not a late success: if kept, it would be read again every time.
    private static Task DropReadAsync(WorkspaceSession session, HeldLease held)
    {
        var read = held.Kept.Select(reply => reply.Generation).Append(held.Generation).ToArray();
        return session.Inbox.Where(reply => reply.ConnectionId == held.Connection.Id && read.Contains(reply.Generation))
            .ExecuteDeleteAsync();
    }

    private OAuthMethod? Method(Connection connection) => catalog.Find(connection.App)?.Method(connection.Method) as OAuthMethod;

    private async Task<bool> WriteAsync(HeldLease held, string outcome, Func<WorkspaceSession, Connection, Task<LeasePlan>> change)
    {
        try
        {
            return await WriteIfHeldAsync(held, outcome, change);
        }
        catch (Exception failure)
            when (failure is NpgsqlException or DbUpdateException or TimeoutException || failure.InnerException is NpgsqlException)
        {
            // The lease is left as it is: the next holder finds a request in flight, and its reply where it was stored.
            NotWritten(held.Connection.Id, held.Connection.App, failure);
            return false;
        }
    }

    private async Task<bool> WriteIfHeldAsync(HeldLease held, string outcome, Func<WorkspaceSession, Connection, Task<LeasePlan>> change)
    {
        await using var session = await db.InWorkspaceAsync(held.Tenant, CancellationToken.None);
        var mine = session.Leases
            .Where(row => row.ConnectionId == held.Connection.Id && row.Owner == held.Owner && row.Generation == held.Generation);

        // Locks the lease row first, so that nobody can take it between this check and the commit.
        if (await mine.ExecuteUpdateAsync(row => row.SetProperty(lease => lease.LastOutcome, outcome)) == 0
            || await session.Connections.FirstOrDefaultAsync(row => row.Id == held.Connection.Id) is not { } connection)
        {
            CameLate(held.Connection.Id, held.Connection.App);
            await ForgetOutdatedAsync(session, held.Connection.Id);
            return false;
        }

        var plan = await change(session, connection);
        await mine.ExecuteUpdateAsync(row => row
            .SetProperty(lease => lease.DueAt, plan.DueAt)
            .SetProperty(lease => lease.Failures, plan.Failures)
            .SetProperty(lease => lease.UncertainSince, plan.UncertainSince)
            .SetProperty(lease => lease.SilentSince, plan.SilentSince)
            .SetProperty(lease => lease.RefusedSince, plan.RefusedSince)
            .SetProperty(lease => lease.TokenLife, plan.TokenLife)
            .SetProperty(lease => lease.TokenEndsAt, connection.ExpiresAt)
            .SetProperty(lease => lease.PerSecond, Method(connection)?.RefreshesPerSecond)
            .SetProperty(lease => lease.RequestInFlight, plan.RequestInFlight)
            .SetProperty(lease => lease.Owner, (Guid?)null)
            .SetProperty(lease => lease.HeldUntil, (DateTimeOffset?)null));
        await session.SaveAsync(CancellationToken.None);
        return true;
    }

    private static async Task ForgetOutdatedAsync(WorkspaceSession session, Guid id)
    {
        var version = await session.Connections.Where(row => row.Id == id).Select(row => row.SecretVersion).FirstOrDefaultAsync();
        await session.Inbox.Where(reply => reply.ConnectionId == id && reply.SecretVersion != version).ExecuteDeleteAsync();
        await session.SaveAsync(CancellationToken.None);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A refresh reply for connection {Connection} ({App}) arrived after its lease expired; "
        + "keeping it in the inbox while it may be needed")]
    private partial void CameLate(Guid connection, string app);

    [LoggerMessage(
        LogLevel.Error,
        "Could not store the tokens from refreshing connection {Connection} ({App}); retrying when its lease expires")]
    private partial void NotWritten(Guid connection, string app, Exception failure);
}
