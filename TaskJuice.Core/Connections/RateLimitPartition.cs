using System.Security.Cryptography;
using System.Text;

namespace TaskJuice.Core.Connections;

/// <summary>
/// The rate limit of one token endpoint for one OAuth client: when its next refresh may start. Stored in the database and based on its
/// clock, so that all processes share one rate. Belongs to no tenant, and its id does not reveal the endpoint.
/// </summary>
public sealed class RateLimitPartition
{
    private RateLimitPartition() { }

    /// <summary>Derived from endpoint and client, so that it needs no lookup.</summary>
    public Guid Id { get; private set; }

    /// <summary>The time of the first permit of the last reservation.</summary>
    public DateTimeOffset FirstAt { get; private set; }

    /// <summary>The time of the first free permit.</summary>
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
