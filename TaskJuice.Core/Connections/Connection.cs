using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections;

/// <summary>
/// A credential for one external account, shared by every step of the app in the workspace. The credential itself is stored in <see
/// cref="ConnectionSecret"/>, never in this row.
/// </summary>
public sealed partial class Connection
{
    private Connection() { }

    /// <summary>Creates a connection for an external account that is new to this workspace.</summary>
    public Connection(Tenant tenant, Grant grant, Guid by, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = tenant;
        Id = Guid.CreateVersion7(now);
        App = grant.App;
        ExternalAccountId = grant.ExternalAccountId;
        CreatedBy = by;
        CreatedAt = now;
        Label = grant.Label;
        ReplaceGrant(grant, now);
    }

    /// <summary>The maximum length of a label, in characters.</summary>
    public const int LongestLabel = 120;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>Slug of the app.</summary>
    public string App { get; private set; } = "";

    /// <summary>Key of the auth method.</summary>
    public string Method { get; private set; } = "";

    /// <summary>
    /// Key of the OAuth client that obtained the tokens, or null for pasted keys. Refresh tokens are bound to their client.
    /// </summary>
    public string? Client { get; private set; }

    /// <summary>The name shown to people.</summary>
    public string Label { get; private set; } = "";

    /// <summary>The id of the external account; unique per workspace and app.</summary>
    public string ExternalAccountId { get; private set; } = "";

    /// <summary>
    /// Who consented at the provider, where revoking ends everything that person granted; otherwise null, as when unknown.
    /// </summary>
    public string? ConsentedBy { get; private set; }

    /// <summary>
    /// True when the provider returns no account id, so that <see cref="ExternalAccountId"/> is a fingerprint of the credential.
    /// </summary>
    public bool HasFingerprint => ExternalAccountId.StartsWith("key:", StringComparison.Ordinal);

    /// <summary>The external account's own name, if the provider returned one.</summary>
    public string? ExternalName { get; private set; }

    /// <summary>Another detail that identifies the external account, such as an email address, or null.</summary>
    public string? ExternalDetail { get; private set; }

    /// <summary>Unencrypted values of the connection, such as a subdomain. Never a secret.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>The granted scopes, as the provider reported them.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>Scopes that were requested and not granted; empty when all were, or when the provider does not report them.</summary>
    public IReadOnlyList<string> MissingScopes { get; private set; } = [];

    /// <summary>
    /// The token endpoint that the refresh token may be sent to; fixed when connecting, so that a catalog change cannot redirect it.
    /// </summary>
    public string? TokenEndpoint { get; private set; }

    /// <summary>True for a pasted credential that is exchanged for short-lived tokens.</summary>
    public bool IsExchanged => this is { Client: null, TokenEndpoint: not null };

    /// <summary>
    /// The client at the token endpoint: the OAuth client, or the connection itself where a person pasted their own client.
    /// </summary>
    internal string TokenClient => Client ?? Id.ToString();

    /// <summary>The purpose of its credential.</summary>
    internal string CredentialPurpose => Client is null ? SecretPurpose.ApiKey : SecretPurpose.OAuthTokens;

    /// <summary>The health of the credential.</summary>
    public ConnectionStatus Status { get; private set; }

    /// <summary>Why the status is <see cref="ConnectionStatus.Error"/>: our own text or the provider's error code.</summary>
    public string? ErrorReason { get; private set; }

    /// <summary>When the connection entered the error state.</summary>
    public DateTimeOffset? ErrorSince { get; private set; }

    /// <summary>When the access token expires, or null when it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the refresh token, or without one the access token, expires as far as known; null when unknown.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; private set; }

    /// <summary>The version of the current secret, incremented with each new credential.</summary>
    public int SecretVersion { get; private set; }

    /// <summary>The person who connected it.</summary>
    public Guid CreatedBy { get; private set; }

    /// <summary>When it was first connected.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a person last connected it.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

    /// <summary>When it was first used; it is active from then on.</summary>
    public DateTimeOffset? FirstUsedAt { get; private set; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When its token was last refreshed.</summary>
    public DateTimeOffset? RefreshedAt { get; private set; }

    /// <summary>W3C trace context of the connect that created the credential; refreshes link to it.</summary>
    public string? ConnectTraceParent { get; private set; }

    /// <summary>The account and workspace of the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);
}
