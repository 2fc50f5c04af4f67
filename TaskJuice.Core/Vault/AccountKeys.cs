using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>Makes and opens the keys of accounts.</summary>
public sealed class AccountKeys(KeyEncryptionKeys keys, TimeProvider clock)
{
    private const int KeySize = 32;

    /// <summary>The first key of an account; stored in the transaction that makes the account.</summary>
    internal AccountKey First(Guid accountId) => Make(accountId, 1);

    /// <summary>The key that seals now.</summary>
    internal async Task<(int Version, byte[] Key)> CurrentAsync(WorkspaceSession session, CancellationToken stop)
    {
        var newest = await session.AccountKeys.OrderByDescending(key => key.Version).FirstOrDefaultAsync(stop)
            ?? throw new VaultException("The account has no key.");
        return (newest.Version, Unwrap(newest));
    }

    /// <summary>The key of a version.</summary>
    internal async Task<byte[]> VersionAsync(WorkspaceSession session, int version, CancellationToken stop) =>
        Unwrap(await session.AccountKeys.FirstOrDefaultAsync(key => key.Version == version, stop)
            ?? throw new VaultException($"Account key version {version} is gone."));

    private AccountKey Make(Guid accountId, int version)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            var wrapped = Envelope.Encrypt(key, keys.Key(keys.Current), Associated(accountId, version, keys.Current));
            return new(accountId, version, keys.Current, wrapped, clock.GetUtcNow());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Unwrap(AccountKey row) =>
        Envelope.Decrypt(row.Wrapped, keys.Key(row.WrappedBy), Associated(row.AccountId, row.Version, row.WrappedBy));

    private static byte[] Associated(Guid accountId, int version, int wrappedBy) =>
    [
        .. Encoding.UTF8.GetBytes("taskjuice.account-key"), .. accountId.ToByteArray(bigEndian: true),
        .. SecretContext.Number(version), .. SecretContext.Number(wrappedBy),
    ];
}
