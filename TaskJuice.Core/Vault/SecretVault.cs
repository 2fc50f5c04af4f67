using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Encrypts and decrypts credentials. A credential is a set of named values, such as <c>access_token</c> and <c>refresh_token</c>.
/// </summary>
public sealed partial class SecretVault(AccountKeys accountKeys, HighWaterMarks marks, ILogger<SecretVault> log)
{
    /// <summary>The newest version of every credential that was ever stored.</summary>
    internal HighWaterMarks Marks => marks;

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
            Note(context, failure);
            throw;
        }
    }

    /// <summary>Counts a secret that does not open, and tells the operator.</summary>
    /// <param name="context">What it is bound to.</param>
    /// <param name="failure">Why.</param>
    /// <returns>The failure, to be thrown.</returns>
    internal VaultException Note(SecretContext context, VaultException failure)
    {
        VaultMetrics.Failed();
        CannotBeOpened(context.OwnerId, context.Purpose, failure.Message);
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
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text)!.ToDictionary(
                value => value.Key, value => new Secret(value.Value));
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

    [LoggerMessage(LogLevel.Error, "Could not decrypt sealed row {Owner} ({Purpose}): {Reason}")]
    private partial void CannotBeOpened(Guid owner, string purpose, string reason);
}
