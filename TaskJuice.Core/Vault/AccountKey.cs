namespace TaskJuice.Core.Vault;

/// <summary>A version of an account's key, wrapped by the key-encryption key. Destroying it makes everything sealed under it unreadable.</summary>
public sealed class AccountKey
{
    private AccountKey() { }

    internal AccountKey(Guid accountId, int version, int wrappedBy, byte[] wrapped, DateTimeOffset now) =>
        (AccountId, Version, WrappedBy, Wrapped, CreatedAt) = (accountId, version, wrappedBy, wrapped, now);

    /// <summary>The account whose secrets it wraps.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>Counts from 1; written in every envelope.</summary>
    public int Version { get; private set; }

    /// <summary>Version of the key-encryption key that wraps it.</summary>
    public int WrappedBy { get; private set; }

    /// <summary>The wrapped key.</summary>
    public byte[] Wrapped { get; private set; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
