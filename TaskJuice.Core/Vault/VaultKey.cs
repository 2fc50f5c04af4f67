using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>
/// The vault's own key, wrapped by the key-encryption key, with a known text encrypted under it: one row in the whole database. Decrypting
/// it proves that a process has the key-encryption key with which this database was created.
/// </summary>
internal sealed class VaultKey
{
    /// <summary>The primary key of the only row.</summary>
    public const int Only = 1;

    private VaultKey() { }

    public VaultKey(WrappedKey wrapped, byte[] known, DateTimeOffset now)
    {
        Id = Only;
        WrappedBy = wrapped.By;
        Wrapped = wrapped.Bytes;
        Known = known;
        CreatedAt = now;
    }

    public int Id { get; private set; }

    public string WrappedBy { get; private set; } = "";

    public byte[] Wrapped { get; private set; } = [];

    public byte[] Known { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public WrappedKey Key => new(WrappedBy, Wrapped);
}
