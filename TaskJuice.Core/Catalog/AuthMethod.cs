namespace TaskJuice.Core.Catalog;

/// <summary>One way to connect an app.</summary>
public abstract record AuthMethod
{
    /// <summary>Stored on connections, so it never changes; <c>oauth</c> or <c>api-key</c> unless the file names it otherwise.</summary>
    public required string Key { get; init; }

    /// <summary>The title of its card in the method chooser.</summary>
    public required string Label { get; init; }

    /// <summary>One line below the title: when to choose this one.</summary>
    public string? Hint { get; init; }

    /// <summary>The provider's instructions; null shows the product's fallback sentence.</summary>
    public string? Instructions { get; init; }

    /// <summary>The provider's page where the key is made or the app is managed.</summary>
    public Uri? Link { get; init; }

    /// <summary>How the credential is put on a call to the app's API.</summary>
    public required RequestAuth Send { get; init; }

    /// <summary>A harmless call that proves the credential works and tells whose account it is.</summary>
    public required Probe Probe { get; init; }

    /// <summary>How this app's API says "this token is no longer valid", beyond status 401.</summary>
    public IReadOnlyList<ReplyRule> ExpiredWhen { get; init; } = [];

    /// <summary>What of a token reply is kept for calls: name to path. Nobody types these values.</summary>
    public virtual IReadOnlyDictionary<string, string> Kept => new Dictionary<string, string>();
}

/// <summary>A key or a set of credentials pasted by a person.</summary>
public sealed record ApiKeyMethod : AuthMethod
{
    /// <summary>The inputs for the credential; at least one is secret. By default one field <c>key</c> labelled "API Key".</summary>
    public required IReadOnlyList<AppField> Credentials { get; init; }

    /// <summary>What they are exchanged for before the API is called; null when they are sent as they are.</summary>
    public TokenExchange? Exchange { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Kept => Exchange?.Reply.Keep ?? base.Kept;
}

/// <summary>Where a credential goes on a request. Values are templates over fields, credential fields and token values.</summary>
public sealed record RequestAuth
{
    /// <summary>User name and password templates of HTTP Basic authentication (RFC 7617), or null.</summary>
    public BasicAuth? Basic { get; init; }

    /// <summary>Header name to template.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Query parameter to template; only for providers that offer no other way.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
}

/// <summary>Templates of HTTP Basic authentication.</summary>
/// <param name="User">Template of the user name.</param>
/// <param name="Password">Template of the password.</param>
public sealed record BasicAuth(string User, string Password);

/// <summary>A harmless call and how to read who answered.</summary>
public sealed record Probe
{
    /// <summary>Address template; always https outside development.</summary>
    public required string Url { get; init; }

    /// <summary><c>GET</c> unless the API only offers <c>POST</c>.</summary>
    public string Verb { get; init; } = "GET";

    /// <summary>JSON body template for POST probes, or null.</summary>
    public string? Body { get; init; }

    /// <summary>Headers besides the credential.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Path to the external account's id in the reply, such as <c>team_id</c> or <c>data.0.id</c>. Null when the reply names nobody:
    /// then a keyed hash of the credential stands for the account.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Paths whose first non-empty value becomes the label.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Fields of the connection that belong to the identity besides <see cref="Id"/>, such as the subdomain.</summary>
    public IReadOnlyList<string> IdWith { get; init; } = [];

    /// <summary>Replies with a success status that nevertheless mean refusal.</summary>
    public IReadOnlyList<ReplyRule> FailedWhen { get; init; } = [];
}

/// <summary>A condition on a reply. Every stated part must hold.</summary>
public sealed record ReplyRule
{
    /// <summary>HTTP status, or null for any.</summary>
    public int? Status { get; init; }

    /// <summary>Path into the JSON body, or null for no condition on the body.</summary>
    public string? Path { get; init; }

    /// <summary>The text form the value at <see cref="Path"/> must have (true, false and numbers in JSON spelling); null means "is present".</summary>
    public string? Value { get; init; }
}
