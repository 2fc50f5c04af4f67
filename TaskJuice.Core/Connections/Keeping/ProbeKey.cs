using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>
/// Tries one pasted key with the app's harmless call, so that a key which was deleted at the provider is found before a workflow needs it.
/// A try is no use: it neither makes a connection active nor counts as its last one.
/// </summary>
public sealed partial class ProbeKey(TaskJuiceDb db, SecretVault vault, AppCatalog catalog, ProviderApi api, HistoryLife life, TimeProvider clock, ILogger<ProbeKey> log)
{
    /// <summary>Nobody waits for a connection that was neither used nor connected for so long.</summary>
    internal static readonly TimeSpan OfInterest = TimeSpan.FromDays(30);

    /// <summary>A refusal counts when the next one comes at least this much later.</summary>
    internal static readonly TimeSpan UntilSure = TimeSpan.FromHours(1);

    private static readonly TimeSpan Round = TimeSpan.FromDays(1);
    private const int Unauthorized = 401;

    /// <summary>The first try of a new key: within the second half of a day, so that keys pasted together are not tried together.</summary>
    internal static DateTimeOffset FirstAt(DateTimeOffset now) => now + (Round / 2) + (Random.Shared.NextDouble() * Round / 2);

    /// <summary>Claims the key if it is due, and tries it.</summary>
    public async Task ProbeAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        if (!await ClaimAsync(tenant, id, stop) || await OpenAsync(tenant, id, stop) is not { } opened)
            return;

        var result = await api.ProbeAsync(opened.App, opened.Method, opened.Connection.Settings, opened.Credential, stop);
        await NoteAsync(tenant, opened.Connection, result, stop);
    }

    // Planning the next try is the claim: whoever comes second finds the key not due.
    private async Task<bool> ClaimAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var next = now + Round + (Random.Shared.NextDouble() * TimeSpan.FromHours(1));
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var claimed = await session.Watches.Where(row => row.ConnectionId == id && row.ProbeAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ProbeAt, next), stop);
        await session.SaveAsync(stop);
        return claimed == 1;
    }

    private async Task<Opened?> OpenAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection
            || connection.Status is ConnectionStatus.Error or ConnectionStatus.Revoked
            || now - (connection.LastUsedAt ?? connection.ConnectedAt) > OfInterest && now - connection.ConnectedAt > OfInterest
            || catalog.Find(connection.App) is not { } app || app.Method(connection.Method) is not ApiKeyMethod method
            || await session.Secrets.FirstOrDefaultAsync(row => row.ConnectionId == id && row.Version == connection.SecretVersion, stop) is not { } secret)
            return null;

        try
        {
            var credential = await vault.OpenAsync(session, connection, secret, stop);
            session.Add(new AuditEvent(tenant, id, AuditKind.KeyTried, null, now));
            await life.ForgetAsync(session, id, now, stop);
            await session.SaveAsync(stop);
            return new(app, method, connection, credential);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(id, failure);
            return null;
        }
    }

    private async Task NoteAsync(Tenant tenant, Connection tried, ProbeResult result, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.LockAsync(tried.Id, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == tried.Id, stop) is not { Status: ConnectionStatus.Pending or ConnectionStatus.Active } connection
            || connection.SecretVersion != tried.SecretVersion)
            return;

        var watch = await session.WatchAsync(connection, stop);
        switch (result)
        {
            case ProbeResult.Answered:
                watch.RefusedAt = null;
                break;
            case ProbeResult.Refused { Status: Unauthorized } when watch.RefusedAt is { } before && now - before >= UntilSure:
                (watch.RefusedAt, watch.ProbeAt) = (null, null);
                connection.NeedsReauthorization(CheckConnection.KeyRefused, now);
                await session.TellAsync(connection, now, stop);
                session.Add(new AuditEvent(tenant, connection.Id, AuditKind.RefusedByProvider, null, now));
                PersonMustPaste(connection.Id, connection.App);
                break;
            case ProbeResult.Refused { Status: Unauthorized }:
                watch.RefusedAt ??= now;
                watch.ProbeAt = watch.RefusedAt + UntilSure + (Random.Shared.NextDouble() * TimeSpan.FromMinutes(10));
                break;
        }

        await session.SaveAsync(stop);
    }

    [LoggerMessage(LogLevel.Warning, "The key of connection {Connection} to {App} was refused twice; a person has to paste another one")]
    private partial void PersonMustPaste(Guid connection, string app);

    [LoggerMessage(LogLevel.Error, "The key of connection {Connection} cannot be opened to be tried")]
    private partial void CannotBeOpened(Guid connection, Exception failure);

    private sealed record Opened(App App, ApiKeyMethod Method, Connection Connection, IReadOnlyDictionary<string, Secret> Credential);
}
