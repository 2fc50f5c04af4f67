namespace TaskJuice.Core.Catalog;

/// <summary>The authorization code grant (RFC 6749 section 4.1) with everything in which providers differ.</summary>
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
    /// The only token hosts to which the secret of the operator's shared client may go; empty means every host the app allows. An app
    /// whose host is typed by a person must state it, or anybody could have the secret sent to a server of their own.
    /// </summary>
    public IReadOnlyList<string> SharedClientHosts { get; init; } = [];

    /// <summary>Whether the operator's shared client may be used with this filled token address; a client of one's own always may.</summary>
    public bool SharedClientFits(Uri token) => SharedClientHosts.Count == 0 || SharedClientHosts.Contains(token.IdnHost);

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// Scope to what it lets a workflow do, in words, for those a person can leave out at the provider. Shown before consent; afterwards
    /// they are what the granted scopes are compared with.
    /// </summary>
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string>();

    /// <summary>Permissions that were asked for and are not among the granted scopes; none when the provider did not tell what it granted.</summary>
    public IReadOnlyList<string> MissingFrom(IReadOnlyList<string> granted) =>
        granted.Count == 0 ? [] : [.. Scopes.Where(scope => Permissions.ContainsKey(scope) && !granted.Contains(scope, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Scopes in words, where <see cref="Permissions"/> has some; as they are otherwise.</summary>
    public IEnumerable<string> Explain(IEnumerable<string> scopes) => scopes.Select(scope => Permissions.GetValueOrDefault(scope, scope));

    /// <summary>Space by RFC 6749 section 3.3; some providers want a comma.</summary>
    public string ScopeSeparator { get; init; } = " ";

    /// <summary>Whether PKCE with S256 is sent (RFC 7636). False only for providers recorded to break on it.</summary>
    public bool Pkce { get; init; } = true;

    /// <summary>How the client authenticates at the token endpoint (RFC 6749 section 2.3.1).</summary>
    public ClientAuthentication ClientAuthentication { get; init; } = ClientAuthentication.Body;

    /// <summary>How parameters are sent to the token endpoint.</summary>
    public TokenRequestFormat TokenRequestFormat { get; init; } = TokenRequestFormat.Form;

    /// <summary>Fixed parameters of the authorization request, such as <c>access_type=offline</c>.</summary>
    public IReadOnlyDictionary<string, string> AuthorizeParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Fixed parameters of every token request.</summary>
    public IReadOnlyDictionary<string, string> TokenParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The issuer to compare with <c>iss</c> (RFC 9207), or null when the provider has none.</summary>
    public string? Issuer { get; init; }

    /// <summary>True when the provider promises <c>iss</c> in every answer, so that a missing one is refused (RFC 9207 section 2.4).</summary>
    public bool IssuerPromised { get; init; }

    /// <summary>How the token reply is read.</summary>
    public TokenReply Reply { get; init; } = new();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Kept => Reply.Keep;

    /// <summary>What becomes of tokens over time.</summary>
    public TokenLife Life { get; init; } = new();

    /// <summary>How many refreshes per second the token endpoint takes from one client; null when the provider says nothing.</summary>
    public int? RefreshesPerSecond { get; init; }

    /// <summary>How access is given back at the provider.</summary>
    public Revocation Revocation { get; init; } = new();

    /// <summary>
    /// What revoking one token ends. Unless the file says so, it is the access of the person where one consent opens several external
    /// accounts, and the access to the one external account everywhere else.
    /// </summary>
    public GrantReach GrantReach => Revocation.Ends ?? (AfterConsent is null ? GrantReach.Account : GrantReach.Person);

    /// <summary>A choice the person makes after consent, when one grant opens several external accounts; null when it does not.</summary>
    public AfterConsent? AfterConsent { get; init; }
}

/// <summary>How client id and secret travel to the token endpoint.</summary>
public enum ClientAuthentication
{
    /// <summary>As <c>client_id</c> and <c>client_secret</c> in the body.</summary>
    Body,

    /// <summary>HTTP Basic with both form-encoded first (RFC 6749 section 2.3.1).</summary>
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

/// <summary>What a provider does with tokens over time.</summary>
public sealed record TokenLife
{
    /// <summary>What a refresh does to the refresh token.</summary>
    public Rotation Rotation { get; init; } = Rotation.None;

    /// <summary>How long a rotated refresh token still answers, for retries after a lost reply.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;

    /// <summary>True when using a rotated refresh token again ends the whole grant (RFC 9700 section 4.14.2).</summary>
    public bool ReuseEndsGrant { get; init; }

    /// <summary>Lifetime assumed when the reply states none; null means the token lives until it is refused.</summary>
    public TimeSpan? AssumedLifetime { get; init; }

    /// <summary>How long a refresh token lives from the moment it is issued, used or not; null when it has no such end.</summary>
    public TimeSpan? RefreshLife { get; init; }

    /// <summary>A refresh token expires after this long without use; null when it does not.</summary>
    public TimeSpan? IdleLife { get; init; }
}

/// <summary>What a refresh does to the refresh token.</summary>
public enum Rotation
{
    /// <summary>The same refresh token keeps working.</summary>
    None,

    /// <summary>Each refresh returns a new refresh token and retires the old one.</summary>
    Rotates,

    /// <summary>There is no refresh token: access tokens live until they are revoked.</summary>
    NeverExpires,
}

/// <summary>How access is given back at the provider.</summary>
public sealed record Revocation
{
    /// <summary>Revocation endpoint template (RFC 7009), or null when the provider has none.</summary>
    public string? Url { get; init; }

    /// <summary>True for a provider that leaves the access token alive when the refresh token is revoked, against RFC 7009 section 2.1.</summary>
    public bool EachToken { get; init; }

    /// <summary>What ends with it, where the file says so.</summary>
    public GrantReach? Ends { get; init; }

    /// <summary>Where people can remove the app themselves.</summary>
    public Uri? ByHand { get; init; }
}

/// <summary>How far a grant reaches at a provider: what revoking one of its tokens ends.</summary>
public enum GrantReach
{
    /// <summary>All that the client may do for one external account, whoever consented.</summary>
    Account,

    /// <summary>All that the consenting person granted to the client, over every external account. The probe's id names the person.</summary>
    Person,
}

/// <summary>A list fetched after consent from which the person chooses the external account.</summary>
public sealed record AfterConsent
{
    /// <summary>Address template of the list.</summary>
    public required string Url { get; init; }

    /// <summary>Headers that later calls to the API carry besides the credential, such as the chosen organisation's id.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Path to the array in the reply; empty when the reply is the array.</summary>
    public string List { get; init; } = "";

    /// <summary>Path to the id inside one entry; becomes the external account id.</summary>
    public required string Id { get; init; }

    /// <summary>Path to the name inside one entry; becomes the label.</summary>
    public required string Name { get; init; }

    /// <summary>What the choice is called, such as "Organisation".</summary>
    public required string Label { get; init; }

    /// <summary>The setting under which the chosen id is kept for templates.</summary>
    public required string Setting { get; init; }
}
