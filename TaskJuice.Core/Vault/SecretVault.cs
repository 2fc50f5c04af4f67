using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>Seals and opens credentials. A credential is a few named values, such as <c>access_token</c> and <c>refresh_token</c>.</summary>
public sealed partial class SecretVault(AccountKeys accountKeys, HighWaterMarks marks, ILogger<SecretVault> log)
{
    /// <summary>Seals a connection's credential as its current version. Once the session is saved, no version before it opens any more.</summary>
    internal async Task<ConnectionSecret> SealAsync(
        WorkspaceSession session, Connection connection, IReadOnlyDictionary<string, Secret> values, DateTimeOffset now, CancellationToken stop)
    {
        var context = SecretContext.Of(connection, connection.SecretVersion, connection.CredentialPurpose);
        var envelope = await SealAsync(session, context, values, stop);
        session.WhenSaved(() => marks.Raise(connection.AccountId, connection.Id, context.Version));
        return new(connection, context.Purpose, envelope, now);
    }

    /// <summary>Opens a stored credential of a connection.</summary>
    /// <exception cref="VaultException">It was sealed for another context, was changed, or was put back after a newer one had been stored.</exception>
    internal async Task<IReadOnlyDictionary<string, Secret>> OpenAsync(
        WorkspaceSession session, Connection connection, ConnectionSecret secret, CancellationToken stop)
    {
        var mark = await marks.ReadAsync(connection);
        if (connection.SecretVersion < mark && await VersionNowAsync(session, connection, stop) < mark)
            throw Note(connection.Id, new("The database holds an older state of the credential than was stored. If it was restored from a backup, run: vault accept-restore."));

        var values = await OpenAsync(session, SecretContext.Of(connection, secret.Version, secret.Purpose), secret.Envelope, stop);
        if (mark < connection.SecretVersion)
            marks.Raise(connection.AccountId, connection.Id, connection.SecretVersion);
        return values;
    }

    /// <summary>The connection was given up: once the session is saved, none of the credentials it had opens again.</summary>
    internal void GiveUp(WorkspaceSession session, Connection connection)
    {
        var (account, id, next) = (connection.AccountId, connection.Id, connection.SecretVersion + 1);
        session.WhenSaved(() => marks.Raise(account, id, next));
    }

    /// <summary>The version that a new credential of this connection has to exceed.</summary>
    internal async Task<int> NewestVersionAsync(Connection connection) => Math.Max(connection.SecretVersion, await marks.ReadAsync(connection));

    // What was read before may have been replaced since: that is no old state of the database, only an old look at it.
    private static Task<int> VersionNowAsync(WorkspaceSession session, Connection connection, CancellationToken stop) =>
        session.Connections.Where(row => row.Id == connection.Id).Select(row => row.SecretVersion).FirstOrDefaultAsync(stop);

    /// <summary>Seals the values for exactly this context.</summary>
    internal async Task<byte[]> SealAsync(
        WorkspaceSession session, SecretContext context, IReadOnlyDictionary<string, Secret> values, CancellationToken stop)
    {
        using var seal = await PrepareAsync(session, context, stop);
        return seal.Seal(values);
    }

    /// <summary>Gets everything ready to seal for this context later, when the database may be away.</summary>
    internal async Task<Sealer> PrepareAsync(WorkspaceSession session, SecretContext context, CancellationToken stop)
    {
        var (version, key) = await accountKeys.CurrentAsync(session, stop);
        return new(context, key, version);
    }

    /// <summary>Opens what was sealed for this context. A failure is counted and told to the operator here, wherever it is caught.</summary>
    /// <exception cref="VaultException">The bytes were sealed for another context, or were changed.</exception>
    internal async Task<IReadOnlyDictionary<string, Secret>> OpenAsync(
        WorkspaceSession session, SecretContext context, byte[] envelope, CancellationToken stop)
    {
        try
        {
            return Read(await OpenBytesAsync(session, context, envelope, stop));
        }
        catch (VaultException failure)
        {
            Note(context.OwnerId, failure);
            throw;
        }
    }

    /// <summary>A connection without its stored credential is as unreadable as a changed one, and told the same way.</summary>
    internal VaultException Missing(Connection connection) => Note(connection.Id, new("The connection has no stored secret."));

    private VaultException Note(Guid connection, VaultException failure)
    {
        VaultMetrics.Failed();
        CannotBeOpened(connection, failure.Message);
        return failure;
    }

    private async Task<byte[]> OpenBytesAsync(WorkspaceSession session, SecretContext context, byte[] envelope, CancellationToken stop)
    {
        var key = await accountKeys.VersionAsync(session, Envelope.AccountKeyVersion(envelope), stop);
        try
        {
            return Envelope.Open(envelope, context, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static Dictionary<string, Secret> Read(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text)!.ToDictionary(value => value.Key, value => new Secret(value.Value));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>
    /// Stands for the account behind a credential whose provider names nobody: a keyed hash, so that the same key pasted twice is
    /// recognised and the database alone cannot tell which key it was. It stays the same over every rotation of the account's keys.
    /// </summary>
    internal async Task<string> FingerprintAsync(WorkspaceSession session, string app, IEnumerable<string> parts, CancellationToken stop)
    {
        var key = await accountKeys.FingerprintsAsync(session, stop);
        var text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts.Prepend(app)));
        var fingerprint = HMACSHA256.HashData(key, text);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(text);
        return "key:" + Convert.ToHexStringLower(fingerprint);
    }

    [LoggerMessage(LogLevel.Error, "Could not decrypt the credential of connection {Connection}: {Reason}")]
    private partial void CannotBeOpened(Guid connection, string reason);
}
