namespace TaskJuice.Core.Connections;

/// <summary>One version of a connection's sealed credential. The current and the previous version are kept.</summary>
public sealed class ConnectionSecret
{
    /// <summary>Column of the account key's version, computed by the database from the envelope.</summary>
    internal const string KeyVersion = "KeyVersion";

    private ConnectionSecret() { }

    /// <summary>Creates the sealed credential of the connection's current version.</summary>
    internal ConnectionSecret(Connection connection, string purpose, byte[] envelope, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        ConnectionId = connection.Id;
        Version = connection.SecretVersion;
        Purpose = purpose;
        Envelope = envelope;
        SealedAt = now;
    }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection it belongs to.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>The <see cref="Connection.SecretVersion"/> it was stored for.</summary>
    public int Version { get; private set; }

    /// <summary>The purpose of the credential; part of the encryption context.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>The envelope's bytes.</summary>
    public byte[] Envelope { get; private set; } = [];

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SealedAt { get; private set; }
}
