using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// A grant that was given up here and is still to be ended at the provider (RFC 7009). It stands on its own, because the connection may
/// be gone or have another credential by now. The tokens are sealed, and deleted when it is over.
/// </summary>
public sealed class QueuedRevocation
{
    /// <summary>What kind of secret its tokens are; part of the sealed context.</summary>
    internal const string Purpose = "oauth.revocation";

    private QueuedRevocation() { }

    /// <summary>The grant a connection has now.</summary>
    internal QueuedRevocation(Connection connection, Guid? by, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        Id = Guid.CreateVersion7(now);
        ConnectionId = connection.Id;
        By = by;
        CreatedAt = now;
        DueAt = now;
        App = connection.App;
        Method = connection.Method;
        Client = connection.Client ?? "";
        Settings = connection.Settings;
        ExternalAccountId = connection.ExternalAccountId;
        ConsentedBy = connection.ConsentedBy;
        TokenEndpoint = connection.TokenEndpoint ?? "";
    }

    /// <summary>A grant that came and never became a connection's.</summary>
    internal QueuedRevocation(Tenant tenant, Guid attempt, Grant grant, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = tenant;
        Id = Guid.CreateVersion7(now);
        ConnectionId = attempt;
        CreatedAt = now;
        DueAt = now;
        App = grant.App;
        Method = grant.Method;
        Client = grant.Client ?? "";
        Settings = grant.Settings;
        ExternalAccountId = grant.ExternalAccountId;
        ConsentedBy = grant.ConsentedBy;
        TokenEndpoint = grant.TokenEndpoint ?? "";
    }

    /// <summary>What came late for the grant that another row tells of; the connection is gone.</summary>
    internal QueuedRevocation(QueuedRevocation earlier, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = earlier.Tenant;
        Id = Guid.CreateVersion7(now);
        ConnectionId = earlier.ConnectionId;
        CreatedAt = now;
        DueAt = now;
        App = earlier.App;
        Method = earlier.Method;
        Client = earlier.Client;
        Settings = earlier.Settings;
        ExternalAccountId = earlier.ExternalAccountId;
        ConsentedBy = earlier.ConsentedBy;
        TokenEndpoint = earlier.TokenEndpoint;
        EndsForAll = earlier.EndsForAll;
    }

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection that had the grant, or the attempt to connect that brought it; it may be gone.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>Slug of the app.</summary>
    public string App { get; private set; } = "";

    /// <summary>Key of the auth method.</summary>
    public string Method { get; private set; } = "";

    /// <summary>Key of the OAuth client that got the grant.</summary>
    public string Client { get; private set; } = "";

    /// <summary>Whose account it is at the provider.</summary>
    public string ExternalAccountId { get; private set; } = "";

    /// <summary>Who consented, as <see cref="Connection.ConsentedBy"/> tells.</summary>
    public string? ConsentedBy { get; private set; }

    /// <summary>Readable values for the templates, such as a subdomain.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>Where the tokens came from; they go nowhere else.</summary>
    public string TokenEndpoint { get; private set; } = "";

    /// <summary>The sealed tokens; null when it is over.</summary>
    public byte[]? Envelope { get; internal set; }

    /// <summary>The person who gave it up, or null when another credential took its place.</summary>
    public Guid? By { get; private set; }

    /// <summary>True when the person wanted it ended although other connections stand on it.</summary>
    public bool EndsForAll { get; internal set; }

    /// <summary>True when a refresh was under way, which may have brought a token that nobody knows.</summary>
    public bool WasRefreshing { get; internal set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the next try is due; null when it is over.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Until when the process that asks has it for itself.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Tries so far, one under way included.</summary>
    public int Tries { get; private set; }

    /// <summary>What came of the last try, or null before the first one.</summary>
    public AccessEnd? End { get; private set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Who owns the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);

    internal SecretContext Context => new(Tenant, Id, 1, Purpose, App) { Route = Route };

    private SecretRoute Route => new(Method, Client, TokenEndpoint, Settings);

    /// <summary>What a reply to the connection that had the grant is sealed under.</summary>
    internal SecretContext ContextOfReply(long generation, int answers) =>
        SecretContext.OfReply(Tenant, ConnectionId, App, Route, generation, answers);

    /// <summary>Whoever writes it asks at once; should that process end, others go on after the lease.</summary>
    internal void Hold(DateTimeOffset until)
    {
        HeldUntil = until;
        Tries = 1;
    }

    /// <summary>What a try brought: over, or due again.</summary>
    internal void Note(AccessEnd end, DateTimeOffset? dueAgain, DateTimeOffset now)
    {
        End = end;
        DueAt = dueAgain;
        HeldUntil = null;
        if (dueAgain is null)
        {
            DoneAt = now;
            Envelope = null;
        }
    }
}
