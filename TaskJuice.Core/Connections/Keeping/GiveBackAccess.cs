using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>Asks the provider to end the access of a connection, as far as it offers that (RFC 7009). Nothing is forgotten here yet.</summary>
public sealed partial class GiveBackAccess(
    TaskJuiceDb db, SecretVault vault, AppCatalog catalog, OAuthClients clients, RevocationEndpoint revocation, TimeProvider clock, ILogger<GiveBackAccess> log)
{
    // Should this process end between asking and forgetting, the schedule finds out what is left of the access.
    private static readonly TimeSpan RefreshPause = ProviderHttp.Limit + TimeSpan.FromMinutes(1);

    /// <summary>The state of the connection when it was asked about, and what came of it; null when there is no such connection.</summary>
    internal async Task<(Connection Connection, AccessNote Note)?> EndAsync(Tenant tenant, Guid id, Guid by, CancellationToken stop)
    {
        if (await OpenAsync(tenant, id, by, stop) is not { } opened)
            return null;

        // From here on nothing is cancelled: whoever gave it up must be told what became of it.
        var end = opened.Request is { } request ? await AskAsync(request, opened) : opened.End;
        if (end is not (AccessEnd.Confirmed or AccessEnd.Before))
            StaysAtProvider(id, opened.Connection.App, end);
        return (opened.Connection, new(end, opened.Connection.App, opened.Connection.Method));
    }

    private async Task<AccessEnd> AskAsync(TokenRequest request, Opened opened)
    {
        var refreshToken = opened.Credential.TryGetValue(CredentialNames.RefreshToken, out var token) ? token : (Secret?)null;
        var isDone = await revocation.RevokeAsync(request, opened.Credential[CredentialNames.AccessToken], refreshToken, CancellationToken.None);
        return isDone && !opened.WasRefreshing ? AccessEnd.Confirmed : AccessEnd.Unconfirmed;
    }

    private async Task<Opened?> OpenAsync(Tenant tenant, Guid id, Guid by, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return null;
        if (connection.Status == ConnectionStatus.Revoked)
            return new(connection, AccessEnd.Before);
        if (catalog.Find(connection.App)?.Method(connection.Method) is ApiKeyMethod or OAuthMethod { Revocation.Url: null })
            return new(connection, AccessEnd.ByHandOnly);
        if (RequestFor(connection) is not { } request || await CredentialAsync(session, connection, stop) is not { } credential)
            return new(connection, AccessEnd.NotAsked);

        var wasRefreshing = await HoldRefreshAsync(session, id, stop);
        session.Add(new AuditEvent(tenant, id, AuditKind.UsedForCall, by, clock.GetUtcNow(), "revoke"));
        await session.SaveAsync(stop);
        return new(connection, AccessEnd.NotAsked) { Request = request, Credential = credential, WasRefreshing = wasRefreshing };
    }

    private TokenRequest? RequestFor(Connection connection)
    {
        if (catalog.Find(connection.App) is not { } app || app.Method(connection.Method) is not OAuthMethod method
            || clients.For(app) is not { } client || client.Key != connection.Client)
            return null;

        try
        {
            // Token and client secret only go where they went before; a changed catalog file or host is no reason to send them elsewhere.
            return Destination.For(app, method.TokenUrl, connection.Settings).AbsoluteUri == connection.TokenEndpoint
                && method.SharedClientFits(Destination.For(app, method.Revocation.Url!, connection.Settings))
                ? new(app, method, client, connection.Settings) : null;
        }
        catch (EgressRefusedException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, Secret>?> CredentialAsync(WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        var secret = await session.Secrets.FirstOrDefaultAsync(row => row.ConnectionId == connection.Id && row.Version == connection.SecretVersion, stop);
        if (secret is null)
            return null;

        try
        {
            return await vault.OpenAsync(session, SecretContext.Of(connection, secret.Version, secret.Purpose), secret.Envelope, stop);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(connection.Id, failure);
            return null;
        }
    }

    // A refresh that starts now would bring tokens that outlive the revoked ones; one under way is dropped when it answers.
    private async Task<bool> HoldRefreshAsync(WorkspaceSession session, Guid id, CancellationToken stop)
    {
        if (await session.Leases.FirstOrDefaultAsync(row => row.ConnectionId == id, stop) is not { } lease)
            return false;

        var now = clock.GetUtcNow();
        var wasRefreshing = lease.Owner is not null && lease.HeldUntil > now;
        lease.StartOver(lease.DueAt is null ? null : now + RefreshPause);
        return wasRefreshing;
    }

    [LoggerMessage(LogLevel.Warning, "Access of connection {Connection} to {App} was given up here, but not ended there: {End}")]
    private partial void StaysAtProvider(Guid connection, string app, AccessEnd end);

    [LoggerMessage(LogLevel.Debug, "The credential of connection {Connection} cannot be opened, so its access is not ended at the provider")]
    private partial void CannotBeOpened(Guid connection, Exception failure);

    private sealed record Opened(Connection Connection, AccessEnd End)
    {
        public TokenRequest? Request { get; init; }

        public IReadOnlyDictionary<string, Secret> Credential { get; init; } = new Dictionary<string, Secret>();

        public bool WasRefreshing { get; init; }
    }
}
