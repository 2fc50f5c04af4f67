namespace TaskJuice.Core.Connections;

/// <summary>What a successful connect brought, without the credential.</summary>
public sealed record Grant
{
    /// <summary>Slug of the app.</summary>
    public required string App { get; init; }

    /// <summary>Key of the auth method.</summary>
    public required string Method { get; init; }

    /// <summary>Key of the OAuth client, or null.</summary>
    public string? Client { get; init; }

    /// <summary>The name a new connection starts with.</summary>
    public required string Label { get; init; }

    /// <summary>Whose account it is at the provider.</summary>
    public required string ExternalAccountId { get; init; }

    /// <summary>Who consented, where the grant reaches as far as that person (<see cref="Catalog.GrantReach.Person"/>); null elsewhere, and when the provider did not say.</summary>
    public string? ConsentedBy { get; init; }

    /// <summary>The account's own name, when known.</summary>
    public string? ExternalName { get; init; }

    /// <summary>What else the provider says about whose account it is, such as a mail address, or null.</summary>
    public string? ExternalDetail { get; init; }

    /// <summary>Readable values of the connection.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Granted scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Scopes that were asked for and not granted.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>The token endpoint used.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>When the access token ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the refresh token ends, or null when nobody says.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>W3C trace context of the connect.</summary>
    public string? ConnectTraceParent { get; init; }
}
