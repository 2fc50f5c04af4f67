using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// A grant that was removed here and has yet to be revoked at the provider (RFC 7009). Independent of the connection, which may be deleted
/// or have another credential by now. The tokens are sealed, and deleted on completion.
/// </summary>
public sealed class QueuedRevocation
{
    /// <summary>The purpose of its tokens; part of the encryption context.</summary>
    internal const string Purpose = "oauth.revocation";

    private QueuedRevocation() { }

    /// <summary>Creates the revocation of a connection's current grant.</summary>
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

    /// <summary>Creates the revocation of a received grant that was never stored on a connection.</summary>
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

    /// <summary>
    /// Creates the revocation of tokens that arrived late for the grant of another revocation; the connection was deleted.
    /// </summary>
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

    /// <summary>The connection that had the grant, or the connect attempt that received it; it may be deleted.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>Slug of the app.</summary>
    public string App { get; private set; } = "";

    /// <summary>Key of the auth method.</summary>
    public string Method { get; private set; } = "";

    /// <summary>Key of the OAuth client that obtained the grant.</summary>
    public string Client { get; private set; } = "";

    /// <summary>The id of the external account.</summary>
    public string ExternalAccountId { get; private set; } = "";

    /// <summary>Who consented, as in <see cref="Connection.ConsentedBy"/>.</summary>
    public string? ConsentedBy { get; private set; }

    /// <summary>Unencrypted values for the templates, such as a subdomain.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>The token endpoint that issued the tokens; they are sent nowhere else.</summary>
    public string TokenEndpoint { get; private set; } = "";

    /// <summary>The sealed tokens; null after completion.</summary>
    public byte[]? Envelope { get; internal set; }

    /// <summary>The person who disconnected, or null when another credential replaced it.</summary>
    public Guid? By { get; private set; }

    /// <summary>True to revoke it even though other connections share it.</summary>
    public bool EndsForAll { get; internal set; }

    /// <summary>True when a refresh was in progress, which may have returned an unknown token.</summary>
    public bool WasRefreshing { get; internal set; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the next attempt is due; null after completion.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When the claim of the requesting process expires.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Attempts so far, including one in progress.</summary>
    public int Tries { get; private set; }

    /// <summary>The result of the last attempt, or null before the first one.</summary>
    public AccessEnd? End { get; private set; }

    /// <summary>When it was completed.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>The account and workspace of the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);

    internal SecretContext Context => new(Tenant, Id, 1, Purpose, App) { Route = Route };

    private SecretRoute Route => new(Method, Client, TokenEndpoint, Settings);

    /// <summary>The encryption context of a reply to the connection that had the grant.</summary>
    internal SecretContext ContextOfReply(long generation, int answers) =>
        SecretContext.OfReply(Tenant, ConnectionId, App, Route, generation, answers);

    /// <summary>Claims the row for the process that creates it; if that process ends, others continue when the claim expires.</summary>
    internal void Hold(DateTimeOffset until)
    {
        HeldUntil = until;
        Tries = 1;
    }

    /// <summary>Stores the result of an attempt: completed, or due again.</summary>
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
