using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>Creates and unwraps the keys of accounts.</summary>
public sealed class AccountKeys(KeyEncryptionProvider encryption, VaultUnlock seal, AccountKeyCache open, TimeProvider clock)
{
    private const int KeySize = 32;

    /// <summary>The first key of an account; stored in the transaction that creates the account.</summary>
    internal Task<AccountKey> FirstAsync(Guid accountId, CancellationToken stop) => NewAsync(accountId, 1, AccountKeyState.Active, stop);

    /// <summary>Creates a key.</summary>
    internal Task<AccountKey> NewAsync(Guid accountId, int version, AccountKeyState state, CancellationToken stop) =>
        WrapAsync(RandomNumberGenerator.GetBytes(KeySize), accountId, version, state, stop);

    /// <summary>The active key. Its version is read in the session's own transaction, never from memory.</summary>
    internal async Task<(int Version, byte[] Key)> CurrentAsync(WorkspaceSession session, CancellationToken stop)
    {
        var rows = await session.KeysAsync(stop);
        var active = rows.FirstOrDefault(key => key.State == AccountKeyState.Active) ?? throw new VaultException("The account has no key.");

        // Unwrapping the next version early puts it in memory before it becomes active, whatever its provider does then.
        if (rows.FirstOrDefault(key => key.State == AccountKeyState.Pending) is { } pending)
            await PrepareAsync(pending, stop);
        return (active.Version, await OpenAsync(active, stop));
    }

    /// <summary>The key of a given version.</summary>
    internal async Task<byte[]> VersionAsync(WorkspaceSession session, int version, CancellationToken stop) =>
        (await session.KeysAsync(stop)).FirstOrDefault(key => key.Version == version) is { } row
            ? await OpenAsync(row, stop)
            : throw new VaultException($"Account key version {version} is gone.");

    /// <summary>The fingerprint key: derived from version 1 until the first rotation stores it as a separate key.</summary>
    internal async Task<byte[]> FingerprintsAsync(WorkspaceSession session, CancellationToken stop)
    {
        if (await session.AccountKeys.AsNoTracking().FirstOrDefaultAsync(key => key.Version == AccountKey.Fingerprints, stop) is { } row)
            return await OpenAsync(row, stop);

        var first = await VersionAsync(session, 1, stop);
        return DeriveFingerprints(first);
    }

    /// <summary>Stores the derived key as a separate key, so that version 1 can be destroyed.</summary>
    internal async Task<AccountKey> KeepFingerprintsAsync(AccountKey first, CancellationToken stop) =>
        await WrapAsync(
            DeriveFingerprints(await OpenAsync(first, stop)), first.AccountId, AccountKey.Fingerprints, AccountKeyState.Fingerprint, stop);

    /// <summary>The unwrapped key, which the caller wipes.</summary>
    internal async Task<byte[]> OpenAsync(AccountKey row, CancellationToken stop)
    {
        await seal.OpenAsync(stop);
        return await open.OpenAsync(row, stop);
    }

    private async Task PrepareAsync(AccountKey pending, CancellationToken stop)
    {
        try
        {
            CryptographicOperations.ZeroMemory(await OpenAsync(pending, stop));
        }
        catch (KeyServiceException)
        {
            // It is not needed yet.
        }
    }

    private async Task<AccountKey> WrapAsync(byte[] key, Guid accountId, int version, AccountKeyState state, CancellationToken stop)
    {
        try
        {
            await seal.OpenAsync(stop);
            var wrapped = await encryption.WrapAsync(key, KeyContext.OfAccount(accountId, version), stop);
            return new(accountId, version, state, wrapped, clock.GetUtcNow());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] DeriveFingerprints(byte[] first)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, first, KeySize, info: "taskjuice.fingerprint"u8.ToArray());
        CryptographicOperations.ZeroMemory(first);
        return key;
    }
}
