using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>What a version of an account's key is good for.</summary>
public enum AccountKeyState
{
    /// <summary>Made and visible to every process, but not used yet.</summary>
    Pending,

    /// <summary>Seals and opens; one per account.</summary>
    Active,

    /// <summary>Opens what it sealed, until that is rewrapped.</summary>
    DecryptOnly,

    /// <summary>Destroyed; the row remembers that the version existed.</summary>
    Retired,

    /// <summary>Not a version at all: recognises a key that is pasted twice (<see cref="AccountKey.Fingerprints"/>).</summary>
    Fingerprint,
}

/// <summary>A version of an account's key, wrapped by the key-encryption key. Destroying it makes everything sealed under it unreadable.</summary>
public sealed class AccountKey
{
    /// <summary>The number under which the account's key for fingerprints is kept, beside the versions that count from 1.</summary>
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

    /// <summary>The account whose secrets it wraps.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>Counts from 1; written in every envelope.</summary>
    public int Version { get; private set; }

    /// <summary>What it is good for.</summary>
    public AccountKeyState State { get; private set; }

    /// <summary>Who wraps it, with the version: <see cref="WrappedKey.By"/>.</summary>
    public string WrappedBy { get; private set; } = "";

    /// <summary>The wrapped key; empty once retired.</summary>
    public byte[] Wrapped { get; private set; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it came into its state, or when the last credential moved away from it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    internal WrappedKey Key => new(WrappedBy, Wrapped);

    internal KeyContext Context => KeyContext.OfAccount(AccountId, Version);
}
