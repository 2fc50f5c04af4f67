using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>The state of a version of an account's key.</summary>
public enum AccountKeyState
{
    /// <summary>Created and visible to every process, but not used yet.</summary>
    Pending,

    /// <summary>Encrypts and decrypts; one per account.</summary>
    Active,

    /// <summary>Decrypts what it encrypted, until that is rewrapped.</summary>
    DecryptOnly,

    /// <summary>Destroyed; the row records that the version existed.</summary>
    Retired,

    /// <summary>Not a version: recognises a key that is pasted twice (<see cref="AccountKey.Fingerprints"/>).</summary>
    Fingerprint,
}

/// <summary>
/// A version of an account's key, wrapped by the key-encryption key. Destroying it makes everything encrypted under it unreadable.
/// </summary>
public sealed class AccountKey
{
    /// <summary>The number of the account's fingerprint key, beside the versions, which start at 1.</summary>
    public const int Fingerprints = 0;

    private AccountKey() { }

    internal AccountKey(Guid accountId, int version, AccountKeyState state, WrappedKey wrapped, DateTimeOffset now)
    {
        AccountId = accountId;
        Version = version;
        State = state;
        WrappedBy = wrapped.By;
        Wrapped = wrapped.Bytes;
        CreatedAt = now;
        ChangedAt = now;
    }

    /// <summary>The account whose secrets it encrypts.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>Starts at 1; stored in every envelope.</summary>
    public int Version { get; private set; }

    /// <summary>The state of the version.</summary>
    public AccountKeyState State { get; private set; }

    /// <summary>The provider and version that wrapped it: <see cref="WrappedKey.By"/>.</summary>
    public string WrappedBy { get; private set; } = "";

    /// <summary>The wrapped key; empty once retired.</summary>
    public byte[] Wrapped { get; private set; } = [];

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its state last changed, or when the last credential was rewrapped from it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    internal WrappedKey Key => new(WrappedBy, Wrapped);

    internal KeyContext Context => KeyContext.OfAccount(AccountId, Version);
}
