using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>
/// The untouched, sealed reply of a token endpoint, stored before anything else is done with it. It is gone as soon as its tokens are the
/// connection's; one that stays is an answer whose process ended before that.
/// </summary>
public sealed class ReceivedReply
{
    /// <summary>Name of the sealed value that holds the reply's body.</summary>
    internal const string Body = "body";

    private ReceivedReply() { }

    /// <summary>A reply to the question that was asked under a lease.</summary>
    internal ReceivedReply(Tenant tenant, Guid connection, long generation, int secretVersion, byte[] envelope, DateTimeOffset sentAt, DateTimeOffset now)
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

    /// <summary>The connection it is about.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>The generation of the lease under which was asked.</summary>
    public long Generation { get; private set; }

    /// <summary>The secret version whose refresh token was presented; once another one is stored, the reply is out of date.</summary>
    public int SecretVersion { get; private set; }

    /// <summary>The sealed reply.</summary>
    public byte[] Envelope { get; private set; } = [];

    /// <summary>When the question was sent; lifetimes count from there.</summary>
    public DateTimeOffset SentAt { get; private set; }

    /// <summary>When the reply came.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }
}
