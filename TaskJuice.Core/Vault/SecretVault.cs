using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Encrypts and decrypts credentials. A credential is a set of named values, such as <c>access_token</c> and <c>refresh_token</c>.
/// </summary>
public sealed partial class SecretVault(AccountKeys accountKeys, HighWaterMarks marks, ILogger<SecretVault> log)
{
    /// <summary>
    /// Encrypts a connection's credential as its current version. After the session is saved, earlier versions can no longer be decrypted.
    /// </summary>
    internal async Task<ConnectionSecret> SealAsync(
        WorkspaceSession session, Connection connection, IReadOnlyDictionary<string, Secret> values, DateTimeOffset now, CancellationToken stop)
    {
        var context = SecretContext.Of(connection, connection.SecretVersion, connection.CredentialPurpose);
        var envelope = await SealAsync(session, context, values, stop);
        session.WhenSaved(() => marks.Raise(connection.AccountId, connection.Id, context.Version));
        return new(connection, context.Purpose, envelope, now);
    }

    /// <summary>Decrypts a stored credential of a connection.</summary>
    /// <exception cref="VaultException">It was encrypted for another context, was changed, or was restored after a newer one had been
    /// stored.</exception>
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

    /// <summary>Blocks all existing credentials of a disconnected connection once the session is saved.</summary>
    internal void GiveUp(WorkspaceSession session, Connection connection)
    {
        var (account, id, next) = (connection.AccountId, connection.Id, connection.SecretVersion + 1);
        session.WhenSaved(() => marks.Raise(account, id, next));
    }

    /// <summary>The version that a new credential of this connection has to exceed.</summary>
    internal async Task<int> NewestVersionAsync(Connection connection) => Math.Max(connection.SecretVersion, await marks.ReadAsync(connection));

    // An earlier read may be outdated: that does not mean that the database was rolled back.
    private static Task<int> VersionNowAsync(WorkspaceSession session, Connection connection, CancellationToken stop) =>
        session.Connections.Where(row => row.Id == connection.Id).Select(row => row.SecretVersion).FirstOrDefaultAsync(stop);

    /// <summary>Encrypts the values for exactly this context.</summary>
    internal async Task<byte[]> SealAsync(
        WorkspaceSession session, SecretContext context, IReadOnlyDictionary<string, Secret> values, CancellationToken stop)
    {
        using var seal = await PrepareAsync(session, context, stop);
        return seal.Seal(values);
    }

    /// <summary>Prepares encryption for this context, so that it works later while the database is unavailable.</summary>
    internal async Task<Sealer> PrepareAsync(WorkspaceSession session, SecretContext context, CancellationToken stop)
    {
        var (version, key) = await accountKeys.CurrentAsync(session, stop);
        return new(context, key, version);
    }

    /// <summary>Decrypts values for this context. A failure is counted and logged here, wherever it is handled.</summary>
    /// <exception cref="VaultException">The bytes were encrypted for another context, or were changed.</exception>
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

    /// <summary>A missing credential is reported in the same way as one that cannot be decrypted.</summary>
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
    /// Identifies an account whose provider returns no id: a keyed hash, so that the same key pasted twice is recognised, while the
    /// database alone does not reveal which key it was. It is unaffected by rotations of the account's keys.
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
