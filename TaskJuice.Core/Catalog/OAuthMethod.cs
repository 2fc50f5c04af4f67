namespace TaskJuice.Core.Catalog;

/// <summary>The authorization code grant (RFC 6749 section 4.1) and the ways in which providers differ.</summary>
public sealed record OAuthMethod : AuthMethod
{
    /// <summary>Fewer than one per second would not end a backlog in any useful time.</summary>
    internal const int LeastRefreshesPerSecond = 1;

    internal const int MostRefreshesPerSecond = 10_000;

    /// <summary>Authorization endpoint template (RFC 6749 section 3.1).</summary>
    public required string AuthorizeUrl { get; init; }

    /// <summary>Token endpoint template (RFC 6749 section 3.2).</summary>
    public required string TokenUrl { get; init; }

    /// <summary>
    /// The only token hosts that may receive the secret of the operator's shared client; empty means every host of the app. An app whose
    /// host is typed by a person must set it; otherwise anyone could have the secret sent to a server of their own.
    /// </summary>
    public IReadOnlyList<string> SharedClientHosts { get; init; } = [];

    /// <summary>Whether the operator's shared client may be used with this token endpoint; a client of one's own always may.</summary>
    public bool SharedClientFits(Uri token) => SharedClientHosts.Count == 0 || SharedClientHosts.Contains(token.IdnHost);

    /// <summary>The scopes to request.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// Scope to a description of what it allows, for the scopes that a person can deselect at the provider. Shown before consent, and later
    /// compared with the granted scopes.
    /// </summary>
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string>();

    /// <summary>Permissions that were requested and not granted; none when the provider does not report the granted scopes.</summary>
    public IReadOnlyList<string> MissingFrom(IReadOnlyList<string> granted) =>
        granted.Count == 0
            ? [] : [.. Scopes.Where(scope => Permissions.ContainsKey(scope) && !granted.Contains(scope, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The description of each scope from <see cref="Permissions"/>, or the scope itself when it has none.</summary>
    public IEnumerable<string> Explain(IEnumerable<string> scopes) => scopes.Select(scope => Permissions.GetValueOrDefault(scope, scope));

    /// <summary>A space according to RFC 6749 section 3.3; some providers require a comma.</summary>
    public string ScopeSeparator { get; init; } = " ";

    /// <summary>Whether PKCE with S256 is used (RFC 7636). False only for providers that are known to reject it.</summary>
    public bool Pkce { get; init; } = true;

    /// <summary>How the client authenticates at the token endpoint (RFC 6749 section 2.3.1).</summary>
    public ClientAuthentication ClientAuthentication { get; init; } = ClientAuthentication.Body;

    /// <summary>How parameters are sent to the token endpoint.</summary>
    public TokenRequestFormat TokenRequestFormat { get; init; } = TokenRequestFormat.Form;

    /// <summary>Constant parameters of the authorization request, such as <c>access_type=offline</c>.</summary>
    public IReadOnlyDictionary<string, string> AuthorizeParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Constant parameters of every token request.</summary>
    public IReadOnlyDictionary<string, string> TokenParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The issuer to compare with <c>iss</c> (RFC 9207), or null when the provider has none.</summary>
    public string? Issuer { get; init; }

    /// <summary>
    /// True when the provider includes <c>iss</c> in every response, so that a response without it is rejected (RFC 9207 section 2.4).
    /// </summary>
    public bool IssuerPromised { get; init; }

    /// <summary>How token replies are parsed.</summary>
    public TokenReply Reply { get; init; } = new();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Kept => Reply.Keep;

    /// <summary>How tokens expire and rotate.</summary>
    public TokenLife Life { get; init; } = new();

    /// <summary>How many refreshes per second the token endpoint accepts from one client; null when the provider states no limit.</summary>
    public int? RefreshesPerSecond { get; init; }

    /// <summary>How access is revoked at the provider.</summary>
    public Revocation Revocation { get; init; } = new();

    /// <summary>
    /// What revoking one token ends. Unless the file sets it: everything the person granted where one consent covers several external
    /// accounts, and only the access to the one external account otherwise.
    /// </summary>
    public GrantReach GrantReach => Revocation.Ends ?? (AfterConsent is null ? GrantReach.Account : GrantReach.Person);

    /// <summary>The choice a person makes after consent when one grant covers several external accounts; null when it covers one.</summary>
    public AfterConsent? AfterConsent { get; init; }
}

/// <summary>How client id and secret are sent to the token endpoint.</summary>
public enum ClientAuthentication
{
    /// <summary>As <c>client_id</c> and <c>client_secret</c> in the body.</summary>
    Body,

    /// <summary>HTTP Basic, both form-encoded first (RFC 6749 section 2.3.1).</summary>
    Basic,
}

/// <summary>The media type of a token request.</summary>
public enum TokenRequestFormat
{
    /// <summary><c>application/x-www-form-urlencoded</c>, the standard.</summary>
    Form,

    /// <summary><c>application/json</c>.</summary>
    Json,
}

/// <summary>How a provider's tokens expire and rotate.</summary>
public sealed record TokenLife
{
    /// <summary>What a refresh does to the refresh token.</summary>
    public Rotation Rotation { get; init; } = Rotation.None;

    /// <summary>How long a rotated refresh token is still accepted, for retries after a lost reply.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;

    /// <summary>True when reusing a rotated refresh token revokes the whole grant (RFC 9700 section 4.14.2).</summary>
    public bool ReuseEndsGrant { get; init; }

    /// <summary>Lifetime assumed when the reply contains none; null means the token is valid until it is refused.</summary>
    public TimeSpan? AssumedLifetime { get; init; }

    /// <summary>How long a refresh token is valid after it was issued, used or not; null for no limit.</summary>
    public TimeSpan? RefreshLife { get; init; }

    /// <summary>How long a refresh token may go unused before it expires; null for no limit.</summary>
    public TimeSpan? IdleLife { get; init; }
}

/// <summary>What a refresh does to the refresh token.</summary>
public enum Rotation
{
    /// <summary>The refresh token does not change.</summary>
    None,

    /// <summary>Each refresh returns a new refresh token and invalidates the old one.</summary>
    Rotates,

    /// <summary>There is no refresh token: access tokens are valid until they are revoked.</summary>
    NeverExpires,
}

/// <summary>How access is revoked at the provider.</summary>
public sealed record Revocation
{
    /// <summary>Revocation endpoint template (RFC 7009), or null when the provider has none.</summary>
    public string? Url { get; init; }

    /// <summary>True when revoking the refresh token leaves the access token valid, contrary to RFC 7009 section 2.1.</summary>
    public bool EachToken { get; init; }

    /// <summary>What revoking a token ends, when the file says so.</summary>
    public GrantReach? Ends { get; init; }

    /// <summary>The provider's page on which people can remove the app themselves.</summary>
    public Uri? ByHand { get; init; }
}

/// <summary>The extent of a grant at a provider: what revoking one of its tokens ends.</summary>
public enum GrantReach
{
    /// <summary>Everything the client may do in one external account, no matter who consented.</summary>
    Account,

    /// <summary>
    /// Everything the consenting person granted to the client, across all external accounts. The probe's id identifies the person.
    /// </summary>
    Person,
}

/// <summary>A list fetched after consent, from which the person chooses the external account.</summary>
public sealed record AfterConsent
{
    /// <summary>Address template of the list.</summary>
    public required string Url { get; init; }

    /// <summary>Headers that later API calls send in addition to the credential, such as the chosen organisation's id.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Path to the array in the reply; empty when the reply itself is the array.</summary>
    public string List { get; init; } = "";

    /// <summary>Path to the id within an entry; becomes the external account id.</summary>
    public required string Id { get; init; }

    /// <summary>Path to the name within an entry; becomes the label.</summary>
    public required string Name { get; init; }

    /// <summary>What the choice is called, such as "Organisation".</summary>
    public required string Label { get; init; }

    /// <summary>The setting that stores the chosen id for use in templates.</summary>
    public required string Setting { get; init; }
}
