using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>
/// The raw reply of a token endpoint, sealed and stored before it is processed. Deleted once its tokens are stored on the connection; one
/// that remains belongs to a process that ended before that.
/// </summary>
public sealed class ReceivedReply
{
    /// <summary>Name of the sealed value that holds the reply's body.</summary>
    internal const string Body = "body";

    private ReceivedReply() { }

    /// <summary>Creates the reply to a request made under a lease.</summary>
    internal ReceivedReply(
        Tenant tenant, Guid connection, long generation, int secretVersion, byte[] envelope, DateTimeOffset sentAt, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = tenant;
        ConnectionId = connection;
        Generation = generation;
        SecretVersion = secretVersion;
        Envelope = envelope;
        SentAt = sentAt;
        ReceivedAt = now;
    }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>The generation of the lease under which the request was made.</summary>
    public long Generation { get; private set; }

    /// <summary>The secret version whose refresh token was presented; once another version is stored, the reply is outdated.</summary>
    public int SecretVersion { get; private set; }

    /// <summary>The sealed reply.</summary>
    public byte[] Envelope { get; private set; } = [];

    /// <summary>When the request was sent; lifetimes count from here.</summary>
    public DateTimeOffset SentAt { get; private set; }

    /// <summary>When the reply arrived.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }
}
