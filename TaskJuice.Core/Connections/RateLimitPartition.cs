using System.Security.Cryptography;
using System.Text;

namespace TaskJuice.Core.Connections;

/// <summary>
/// The queue in front of one token endpoint for one OAuth client: when its next refresh may start. In the database and by its clock, so
/// that all processes keep to one rate together. Belongs to no tenant, and its id does not say which endpoint it is.
/// </summary>
public sealed class RateLimitPartition
{
    private RateLimitPartition() { }

    /// <summary>Made from endpoint and client, so that nobody has to look it up.</summary>
    public Guid Id { get; private set; }

    /// <summary>The first permit of the last reservation.</summary>
    public DateTimeOffset FirstAt { get; private set; }

    /// <summary>The first free permit.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>The interval between refreshes.</summary>
    public TimeSpan Step { get; private set; }

    /// <summary>The partition of a connection.</summary>
    /// <param name="connection">A connection; one that has no endpoint or client shares a partition with others like it.</param>
    internal static Guid Of(Connection connection) => Of(connection.TokenEndpoint, connection.Client);

    /// <summary>The partition of an endpoint and a client.</summary>
    internal static Guid Of(string? endpoint, string? client) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{endpoint}\n{client}")).AsSpan(0, 16), bigEndian: true);
}
