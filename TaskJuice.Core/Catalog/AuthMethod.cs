namespace TaskJuice.Core.Catalog;

/// <summary>One way to connect an app.</summary>
public abstract record AuthMethod
{
    /// <summary>Stored on connections, so it never changes. <c>oauth</c> or <c>api-key</c> unless the file sets another one.</summary>
    public required string Key { get; init; }

    /// <summary>The title of its card in the method chooser.</summary>
    public required string Label { get; init; }

    /// <summary>One line below the title: when to choose this method.</summary>
    public string? Hint { get; init; }

    /// <summary>Instructions specific to the provider; null shows the default text.</summary>
    public string? Instructions { get; init; }

    /// <summary>The provider's page for creating the key or managing the app.</summary>
    public Uri? Link { get; init; }

    /// <summary>How the credential is sent in calls to the app's API.</summary>
    public required RequestAuth Send { get; init; }

    /// <summary>A read-only call that verifies the credential and identifies the external account.</summary>
    public required Probe Probe { get; init; }

    /// <summary>Replies of this API, besides status 401, that mean the token is no longer valid.</summary>
    public IReadOnlyList<ReplyRule> ExpiredWhen { get; init; } = [];

    /// <summary>Values kept from a token reply for later calls: name to path. Nobody enters these.</summary>
    public virtual IReadOnlyDictionary<string, string> Kept => new Dictionary<string, string>();
}

/// <summary>A key or a set of credentials that a person pastes.</summary>
public sealed record ApiKeyMethod : AuthMethod
{
    /// <summary>The inputs for the credential; at least one is secret. Defaults to one field <c>key</c> labelled "API Key".</summary>
    public required IReadOnlyList<AppField> Credentials { get; init; }

    /// <summary>The token exchange that precedes API calls; null when the credential is sent as it is.</summary>
    public TokenExchange? Exchange { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Kept => Exchange?.Reply.Keep ?? base.Kept;
}

/// <summary>Where a request carries the credential. Values are templates over fields, credential fields and token values.</summary>
public sealed record RequestAuth
{
    /// <summary>User name and password templates of HTTP Basic authentication (RFC 7617), or null.</summary>
    public BasicAuth? Basic { get; init; }

    /// <summary>Header name to template.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Query parameter to template; only for providers that support nothing else.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
}

/// <summary>Templates of HTTP Basic authentication.</summary>
/// <param name="User">Template of the user name.</param>
/// <param name="Password">Template of the password.</param>
public sealed record BasicAuth(string User, string Password);

/// <summary>A read-only call and how to identify the external account from its reply.</summary>
public sealed record Probe
{
    /// <summary>Address template; always https outside Development.</summary>
    public required string Url { get; init; }

    /// <summary><c>GET</c> unless the API supports only <c>POST</c>.</summary>
    public string Verb { get; init; } = "GET";

    /// <summary>JSON body template for POST probes, or null.</summary>
    public string? Body { get; init; }

    /// <summary>Headers in addition to the credential.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Path to the external account's id in the reply, such as <c>team_id</c> or <c>data.0.id</c>. Null when the reply contains no id; a
    /// keyed hash of the credential then identifies the account.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Paths of which the first non-empty value becomes the label.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Fields of the connection that are part of the identity in addition to <see cref="Id"/>, such as the subdomain.</summary>
    public IReadOnlyList<string> IdWith { get; init; } = [];

    /// <summary>Replies with a success status that nevertheless mean the credential was refused.</summary>
    public IReadOnlyList<ReplyRule> FailedWhen { get; init; } = [];
}

/// <summary>A condition on a reply. Every part that is set must match.</summary>
public sealed record ReplyRule
{
    /// <summary>HTTP status, or null to match any.</summary>
    public int? Status { get; init; }

    /// <summary>Path into the JSON body, or null for no condition on the body.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// The expected text of the value at <see cref="Path"/> (booleans and numbers as JSON writes them); null matches any value that is
    /// present.
    /// </summary>
    public string? Value { get; init; }
}
