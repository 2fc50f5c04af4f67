using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections;

/// <summary>
/// A credential for one external account, shared by every step of the app in the workspace. The credential itself lives in
/// <see cref="ConnectionSecret"/>; this row never holds it.
/// </summary>
public sealed partial class Connection
{
    private Connection() { }

    /// <summary>A connection for an external account that was not connected in this workspace before.</summary>
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

    /// <summary>The longest label, in characters.</summary>
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

    /// <summary>Key of the OAuth client that got the tokens, or null for pasted keys. Refresh tokens belong to their client.</summary>
    public string? Client { get; private set; }

    /// <summary>The name people choose it by.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Whose account it is at the provider; unique per workspace and app.</summary>
    public string ExternalAccountId { get; private set; } = "";

    /// <summary>Who consented at the provider, where revoking ends all that this person granted; null elsewhere, and when nobody knows.</summary>
    public string? ConsentedBy { get; private set; }

    /// <summary>True when the provider names no account, so that <see cref="ExternalAccountId"/> is only a fingerprint of the credential.</summary>
    public bool HasFingerprint => ExternalAccountId.StartsWith("key:", StringComparison.Ordinal);

    /// <summary>The account's own name at the provider, when it told one.</summary>
    public string? ExternalName { get; private set; }

    /// <summary>What else the provider says about whose account it is, such as a mail address, or null.</summary>
    public string? ExternalDetail { get; private set; }

    /// <summary>Readable values that belong to the connection, such as a subdomain. Never a secret.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the provider granted, as it said.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>What was asked for and not granted; empty when everything was, or when the provider does not tell.</summary>
    public IReadOnlyList<string> MissingScopes { get; private set; } = [];

    /// <summary>The token endpoint the refresh token may be sent to; fixed when connecting, so a changed catalog cannot redirect it.</summary>
    public string? TokenEndpoint { get; private set; }

    /// <summary>True for a pasted credential that is exchanged for short-lived tokens.</summary>
    public bool IsExchanged => this is { Client: null, TokenEndpoint: not null };

    /// <summary>Whom the token endpoint knows: the OAuth client, or the connection itself where a person pasted a client of their own.</summary>
    internal string TokenClient => Client ?? Id.ToString();

    /// <summary>What its credential is.</summary>
    internal string CredentialPurpose => Client is null ? SecretPurpose.ApiKey : SecretPurpose.OAuthTokens;

    /// <summary>Health of the credential.</summary>
    public ConnectionStatus Status { get; private set; }

    /// <summary>Why the status is <see cref="ConnectionStatus.Error"/>: our words or the provider's error code.</summary>
    public string? ErrorReason { get; private set; }

    /// <summary>Since when it is in trouble.</summary>
    public DateTimeOffset? ErrorSince { get; private set; }

    /// <summary>When the access token ends, or null when it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the refresh token ends for all that is known, or without one the access token; null when nobody says.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; private set; }

    /// <summary>The version of the secret in use; counts up with each new credential.</summary>
    public int SecretVersion { get; private set; }

    /// <summary>Who connected it.</summary>
    public Guid CreatedBy { get; private set; }

    /// <summary>When it was first connected.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a person last connected it.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

    /// <summary>When it was first used; from then on it is active.</summary>
    public DateTimeOffset? FirstUsedAt { get; private set; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When its token was last refreshed.</summary>
    public DateTimeOffset? RefreshedAt { get; private set; }

    /// <summary>W3C trace context of the connect that made the credential; refreshes link to it.</summary>
    public string? ConnectTraceParent { get; private set; }

    /// <summary>Who owns the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);
}
