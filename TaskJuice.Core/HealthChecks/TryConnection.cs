using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.HealthChecks;

/// <summary>Tests a connection with one read-only call; the first success makes a pending connection active.</summary>
public sealed partial class TryConnection(
    TaskJuiceDb db, SecretVault vault, AppCatalog catalog, ProviderApi api, FreshTokens fresh,
    TimeProvider clock, ILogger<TryConnection> log)
{
    /// <summary>Calls the probe of the app's file with a fresh token.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="userId">The person who asked; recorded in the audit event.</param>
    /// <param name="stop">Cancels the call.</param>
    public async Task<TryResult> TryAsync(Tenant tenant, Guid id, Guid userId, CancellationToken stop)
    {
        using var span = Telemetry.Source.StartActivity("connection.try");
        try
        {
            return await TryFreshAsync(tenant, id, userId, stop);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(id, failure);
            return new TryResult.Unreadable();
        }
        catch (KeyServiceException)
        {
            return new TryResult.KeyServiceAway();
        }
    }

    private async Task<TryResult> TryFreshAsync(Tenant tenant, Guid id, Guid userId, CancellationToken stop)
    {
        Opened? opened = null;
        TryResult? refused = null;
        while (true)
        {
            switch (await fresh.EnsureAsync(tenant, id, opened?.Connection.SecretVersion, stop))
            {
                case RefreshResult.NeedsReauthorization:
                    return new TryResult.NeedsReauthorization();
                case RefreshResult.Asking:
                    return new TryResult.RefreshUnderWay();
                case RefreshResult.Later:
                    return await WhyLaterAsync(tenant, id, stop);
                case RefreshResult.NothingToRefresh when refused is not null:
                    return await NoteAsync(opened!.Connection, refused, stop);
            }

            opened = await OpenAsync(tenant, id, userId, stop);
            if (opened is null)
                return new TryResult.Gone();

            // A token can be revoked before it expires, so a refused call is retried once after a refresh.
            var result = await CallAsync(opened, stop);
            if (result is not TryResult.Refused { IsExpired: true } || refused is not null
                || opened.Method is ApiKeyMethod { Exchange: null })
                return await NoteAsync(opened.Connection, result, stop);
            refused = result;
        }
    }

    private async Task<TryResult> CallAsync(Opened opened, CancellationToken stop) =>
        await api.ProbeAsync(opened.App, opened.Method, opened.Connection.Settings, opened.Credential, stop) switch
        {
            ProbeResult.Answered answered when IsOfAnother(opened, answered.AccountId) => new TryResult.OtherAccount(answered.Name),
            ProbeResult.Answered answered => new TryResult.Answered(answered.Shown),
            ProbeResult.Refused refused => new TryResult.Refused(refused),
            ProbeResult.Throttled { RetryAfter: var wait } =>
                new TryResult.Unavailable(new(FailureKind.AsksForPause) { RetryAfter = wait }),
            ProbeResult.Unavailable { Failure: var failure } => new TryResult.Unavailable(failure),
            _ => throw new UnreachableException(),
        };

    // An account chosen after consent is not the one that the probe identifies.
    private static bool IsOfAnother(Opened opened, string? account) => account is not null && account != opened.Connection.ExternalAccountId
        && !opened.Connection.HasFingerprint && opened.Method is not OAuthMethod { AfterConsent: not null };

    private async Task<TryResult> WhyLaterAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var lease = await session.Leases.Where(row => row.ConnectionId == id).Select(row => new { row.LastOutcome, row.DueAt })
            .FirstOrDefaultAsync(stop);
        return lease?.LastOutcome switch
        {
            RefreshLease.ClientPaused or RefreshLease.ClientRefused or "misconfigured" or "not_set_up" => new TryResult.ClientRefused(),
            RefreshLease.ClientRefusedHere => new TryResult.ClientRefusedHere(),
            _ => new TryResult.RefreshPending(lease?.DueAt - clock.GetUtcNow() ?? TimeSpan.Zero),
        };
    }

    private async Task<Opened?> OpenAsync(Tenant tenant, Guid id, Guid userId, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var connection = await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop);
        if (connection is null || catalog.Find(connection.App) is not { } app || app.Method(connection.Method) is not { } method)
            return null;

        var secret = await session.Secrets
            .FirstOrDefaultAsync(row => row.ConnectionId == id && row.Version == connection.SecretVersion, stop)
            ?? throw vault.Missing(connection);
        var credential = await vault.OpenAsync(session, connection, secret, stop);
        session.Add(new AuditEvent(tenant, id, AuditKind.UsedForCall, userId, clock.GetUtcNow()));
        await session.SaveAsync(stop);
        return new(app, method, connection, credential);
    }

    private async Task<TryResult> NoteAsync(Connection tried, TryResult result, CancellationToken stop)
    {
        if (result is not (TryResult.Answered or TryResult.Refused { IsExpired: true }))
            return result;

        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tried.Tenant, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == tried.Id, stop) is not { } connection)
            return new TryResult.Gone();

        if (result is TryResult.Refused)
            await session.RefusedAsync(connection, tried.SecretVersion, isSure: false, now, stop);
        else
            connection.Used(now);
        if (result is TryResult.Answered)
            await session.NotRefusedAsync(connection.Id, stop);
        await session.SaveAsync(stop);
        return result;
    }

    [LoggerMessage(LogLevel.Debug, "Could not decrypt the credential of connection {Connection}")]
    private partial void CannotBeOpened(Guid connection, Exception failure);

    private sealed record Opened(App App, AuthMethod Method, Connection Connection, IReadOnlyDictionary<string, Secret> Credential);
}
