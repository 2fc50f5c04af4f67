using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Keeps a connection's refresh token when the same grant is connected again and the reply contains none: many providers issue one only at
/// the first consent and continue to accept it.
/// </summary>
public sealed partial class KeepRefreshToken(SecretVault vault, TimeProvider clock, ILogger<KeepRefreshToken> log)
{
    /// <summary>Adds the existing refresh token to the new credential, unless the provider has refused it.</summary>
    internal async Task<ReceivedCredential> KeepAsync(
        WorkspaceSession session, Connection? existing, ReceivedCredential credential, CancellationToken stop)
    {
        var grant = credential.Grant;
        if (existing is not { Client: not null, Status: ConnectionStatus.Pending or ConnectionStatus.Active }
            || existing.Method != grant.Method || existing.TokenEndpoint != grant.TokenEndpoint || !existing.StandsOn(grant)
            || credential.Values.ContainsKey(CredentialNames.RefreshToken)
            || await OpenAsync(session, existing, stop) is not { } before
            || !before.TryGetValue(CredentialNames.RefreshToken, out var token))
            return credential;

        session.Add(new AuditEvent(session.Tenant, existing.Id, AuditKind.UsedForRefresh, null, clock.GetUtcNow()));
        return credential with
        {
            KeepsRefreshToken = true,
            Grant = grant with { RefreshTokenExpiresAt = existing.RefreshTokenExpiresAt },
            Values = new Dictionary<string, Secret>(credential.Values) { [CredentialNames.RefreshToken] = token },
        };
    }

    private async Task<IReadOnlyDictionary<string, Secret>?> OpenAsync(
        WorkspaceSession session, Connection existing, CancellationToken stop)
    {
        if (await session.Secrets.FirstOrDefaultAsync(row => row.ConnectionId == existing.Id
            && row.Version == existing.SecretVersion, stop) is not { } secret)
            return null;

        try
        {
            return await vault.OpenAsync(session, existing, secret, stop);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(existing.Id, failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not decrypt the credential of connection {Connection}, so its refresh token was not kept")]
    private partial void CannotBeOpened(Guid connection, Exception failure);
}
