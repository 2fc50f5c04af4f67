namespace TaskJuice.Core.Connections;

/// <summary>One version of a connection's credential, sealed. The current and the previous version are kept.</summary>
public sealed class ConnectionSecret
{
    /// <summary>Column of the account key's version, which the database reads from the envelope.</summary>
    internal const string KeyVersion = "KeyVersion";

    private ConnectionSecret() { }

    /// <summary>A sealed credential for the connection's current version.</summary>
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

    /// <summary>Matches <see cref="Connection.SecretVersion"/> of its time.</summary>
    public int Version { get; private set; }

    /// <summary>What kind of credential it is; part of the sealed context.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>The envelope's bytes.</summary>
    public byte[] Envelope { get; private set; } = [];

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SealedAt { get; private set; }
}
