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

namespace TaskJuice.Core.HealthChecks;

/// <summary>
/// Probes one credential that cannot be refreshed (a pasted key, or an access token without a refresh token) with the app's read-only call,
/// so that one deleted at the provider is found before a workflow needs it. One past its stated expiry is reported without a call. A probe
/// does not count as use: it does not make a connection active or change when it was last used.
/// </summary>
public sealed partial class ProbeKey(
    TaskJuiceDb db, SecretVault vault, AppCatalog catalog, ProviderApi api, TimeProvider clock, ILogger<ProbeKey> log)
{
    /// <summary>Connections neither used nor connected for this long are not probed.</summary>
    internal static readonly TimeSpan OfInterest = TimeSpan.FromDays(30);

    private static readonly TimeSpan Round = TimeSpan.FromDays(1);

    /// <summary>
    /// The first probe of a new key: within the second half of a day, so that keys pasted together are not probed together.
    /// </summary>
    internal static DateTimeOffset FirstAt(DateTimeOffset now) => now + (Round / 2) + (Random.Shared.NextDouble() * Round / 2);

    /// <summary>Not after the credential's stated expiry.</summary>
    internal static DateTimeOffset NoLaterThanEnd(Connection connection, DateTimeOffset planned) =>
        connection.ExpiresAt is { } end && end < planned ? end : planned;

    /// <summary>Claims the credential if it is due, and probes it.</summary>
    public async Task ProbeAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        if (!await ClaimAsync(tenant, id, stop) || await OpenAsync(tenant, id, stop) is not { } opened)
            return;

        var result = await api.ProbeAsync(opened.App, opened.Method, opened.Connection.Settings, opened.Credential, stop);
        await NoteAsync(tenant, opened.Connection, result, stop);
    }

    // Planning the next probe is the claim: a second process finds nothing due.
    private async Task<bool> ClaimAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.LockAsync(id, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return false;

        var isRenewed = await session.IsRenewedAsync(id, stop);
        var hasEnded = !isRenewed && connection.ExpiresAt <= now && IsStated(connection) && RefreshConnection.IsAlive(connection);
        var planned = now + Round + (Random.Shared.NextDouble() * TimeSpan.FromHours(1));
        var next = isRenewed || hasEnded ? null : connection.ExpiresAt > now
            ? NoLaterThanEnd(connection, planned) : (DateTimeOffset?)planned;
        if (await session.Watches.Where(row => row.ConnectionId == id && row.ProbeAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ProbeAt, next), stop) == 0)
            return false;

        if (hasEnded)
        {
            await session.NeedsPersonAsync(connection, RefusedCredential.TokenEnded, now, stop);
            TokenEnded(id, connection.App);
        }

        await session.SaveAsync(stop);
        return next is not null;
    }

    // An assumed lifetime proves nothing: call the provider.
    private bool IsStated(Connection connection) =>
        catalog.Find(connection.App)?.Method(connection.Method) is OAuthMethod { Life.AssumedLifetime: null };

    private async Task<Opened?> OpenAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return null;
        if (!RefreshConnection.IsAlive(connection) || now - LastOfInterest(connection) > OfInterest)
            return null;
        if (catalog.Find(connection.App) is not { } app || app.Method(connection.Method) is not { } method)
            return null;
        if (await session.Secrets.FirstOrDefaultAsync(row => row.ConnectionId == id
            && row.Version == connection.SecretVersion, stop) is not { } secret)
            return null;

        try
        {
            var credential = await vault.OpenAsync(session, connection, secret, stop);
            session.Add(new AuditEvent(tenant, id, AuditKind.KeyTried, null, now));
            await session.SaveAsync(stop);
            return new(app, method, connection, credential);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(id, failure);
            return null;
        }
    }

    private static DateTimeOffset LastOfInterest(Connection connection) =>
        connection.LastUsedAt is { } used && used > connection.ConnectedAt ? used : connection.ConnectedAt;

    private async Task NoteAsync(Tenant tenant, Connection tried, ProbeResult result, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.LockAsync(tried.Id, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == tried.Id, stop) is not { } connection)
            return;
        if (!RefreshConnection.IsAlive(connection) || connection.SecretVersion != tried.SecretVersion)
            return;

        var watch = await session.WatchAsync(connection, stop);
        var isOver = connection.ExpiresAt <= now;
        switch (result)
        {
            case ProbeResult.Answered:
                await session.NotRefusedAsync(connection.Id, stop);
                break;
            case ProbeResult.Refused { IsExpired: true } when !isOver && now - watch.RefusedAt < ConnectionWatch.UntilSure:
                watch.ProbeAt = watch.RefusedAt + ConnectionWatch.UntilSure;
                break;
            case ProbeResult.Refused { IsExpired: true }:
                if (await session.RefusedAsync(connection, tried.SecretVersion, isSure: isOver, now, stop))
                    PersonMustReconnect(connection.Id, connection.App);
                break;
        }

        await session.SaveAsync(stop);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The credential of connection {Connection} ({App}) was refused twice and cannot be renewed; it needs to be reconnected")]
    private partial void PersonMustReconnect(Guid connection, string app);

    [LoggerMessage(
        LogLevel.Warning,
        "The token of connection {Connection} ({App}) expired and cannot be renewed; it needs to be reconnected")]
    private partial void TokenEnded(Guid connection, string app);

    [LoggerMessage(LogLevel.Error, "Could not decrypt the credential of connection {Connection} to probe it")]
    private partial void CannotBeOpened(Guid connection, Exception failure);

    private sealed record Opened(App App, AuthMethod Method, Connection Connection, IReadOnlyDictionary<string, Secret> Credential);
}
