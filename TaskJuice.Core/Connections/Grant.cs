namespace TaskJuice.Core.Connections;

/// <summary>What a successful connect returned, without the credential.</summary>
public sealed record Grant
{
    /// <summary>Slug of the app.</summary>
    public required string App { get; init; }

    /// <summary>Key of the auth method.</summary>
    public required string Method { get; init; }

    /// <summary>Key of the OAuth client, or null.</summary>
    public string? Client { get; init; }

    /// <summary>The initial name of a new connection.</summary>
    public required string Label { get; init; }

    /// <summary>The id of the external account.</summary>
    public required string ExternalAccountId { get; init; }

    /// <summary>
    /// Who consented, where the grant covers everything of that person (<see cref="Catalog.GrantReach.Person"/>); otherwise null, as when
    /// unknown.
    /// </summary>
    public string? ConsentedBy { get; init; }

    /// <summary>The external account's own name, when known.</summary>
    public string? ExternalName { get; init; }

    /// <summary>Another detail that identifies the external account, such as an email address, or null.</summary>
    public string? ExternalDetail { get; init; }

    /// <summary>Unencrypted values of the connection.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Granted scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Scopes that were requested and not granted.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>The token endpoint used.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>When the access token expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the refresh token expires, or null when unknown.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>W3C trace context of the connect.</summary>
    public string? ConnectTraceParent { get; init; }
}
