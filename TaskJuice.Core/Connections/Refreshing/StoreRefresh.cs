using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// Writes what a refresh brought, if the lease is still the one it was asked under. A person who reconnected meanwhile, or a later
/// holder, has the newer credential; the late answer is dropped then.
/// </summary>
public sealed partial class StoreRefresh(TaskJuiceDb db, SecretVault vault, AppCatalog catalog, TimeProvider clock, ILogger<StoreRefresh> log)
{
    internal Task StoreAsync(HeldLease held, Tokens tokens) => WriteAsync(held, "granted", async (session, connection) =>
    {
        var now = clock.GetUtcNow();
        connection.Refreshed(tokens.ExpiresAt, tokens.Scopes, now);
        if (catalog.Find(connection.App)?.Method(connection.Method) is OAuthMethod method)
            await session.KeepRefreshTokenEndAsync(connection, method, tokens, now, CancellationToken.None);
        Dictionary<string, Secret> values = new()
        {
            [CredentialNames.AccessToken] = tokens.AccessToken,
            [CredentialNames.RefreshToken] = tokens.RefreshToken ?? held.RefreshToken,
        };
        var context = SecretContext.Of(connection, connection.SecretVersion, SecretPurpose.OAuthTokens);
        session.Add(new ConnectionSecret(connection, context.Purpose, await vault.SealAsync(session, context, values, CancellationToken.None), now));
        session.Add(new AuditEvent(held.Tenant, connection.Id, AuditKind.Refreshed, null, now));

        // The version before stays until the next refresh proves that this one works.
        await session.Secrets.Where(secret => secret.ConnectionId == connection.Id && secret.Version < connection.SecretVersion - 1).ExecuteDeleteAsync();
        return (RefreshPlan.DueAt(now, tokens.ExpiresAt, Random.Shared.NextDouble()), 0);
    });

    internal Task GiveUpAsync(HeldLease held, string error) => WriteAsync(held, "refused", async (session, connection) =>
    {
        connection.NeedsReauthorization(error, clock.GetUtcNow());
        session.Add(new AuditEvent(held.Tenant, connection.Id, AuditKind.RefusedByProvider, null, clock.GetUtcNow()));
        await session.TellAsync(connection, clock.GetUtcNow(), CancellationToken.None);
        return ((DateTimeOffset?)null, 0);
    });

    internal Task PostponeAsync(HeldLease held, string outcome, TimeSpan? pause) => WriteAsync(held, outcome, (_, _) =>
    {
        var failures = held.Failures + 1;
        var wait = pause ?? RefreshPlan.Backoff(failures, Random.Shared.NextDouble());
        return Task.FromResult<(DateTimeOffset?, int)>((clock.GetUtcNow() + wait, failures));
    });

    private async Task WriteAsync(HeldLease held, string outcome, Func<WorkspaceSession, Connection, Task<(DateTimeOffset? DueAt, int Failures)>> change)
    {
        await using var session = await db.InWorkspaceAsync(held.Tenant, CancellationToken.None);
        var mine = session.Leases.Where(row => row.ConnectionId == held.Connection.Id && row.Owner == held.Owner && row.Generation == held.Generation);

        // Locks the lease row first, so that nobody takes it between this comparison and the commit.
        if (await mine.ExecuteUpdateAsync(row => row.SetProperty(lease => lease.LastOutcome, outcome)) == 0
            || await session.Connections.FirstOrDefaultAsync(row => row.Id == held.Connection.Id) is not { } connection)
        {
            DroppedLateAnswer(held.Connection.Id, held.Connection.App);
            return;
        }

        var (dueAt, failures) = await change(session, connection);
        await mine.ExecuteUpdateAsync(row => row
            .SetProperty(lease => lease.DueAt, dueAt)
            .SetProperty(lease => lease.Failures, failures)
            .SetProperty(lease => lease.Owner, (Guid?)null)
            .SetProperty(lease => lease.HeldUntil, (DateTimeOffset?)null));
        await session.SaveAsync(CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "A late refresh answer for connection {Connection} to {App} was dropped: a newer credential is stored")]
    private partial void DroppedLateAnswer(Guid connection, string app);
}
