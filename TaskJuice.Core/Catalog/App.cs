namespace TaskJuice.Core.Catalog;

/// <summary>One third-party app as defined by its file in <c>Catalog/Apps</c>. Immutable for the life of the process.</summary>
public sealed record App
{
    /// <summary>The file's name without its extension. Part of addresses and of the redirect URI, so it never changes.</summary>
    public required string Slug { get; init; }

    /// <summary>The name people know the app by.</summary>
    public required string Name { get; init; }

    /// <summary>Two characters that identify this app, unique within its catalog.</summary>
    public string Initials { get; init; } = "";

    /// <summary>The heading that lists it in the app picker.</summary>
    public required string Category { get; init; }

    /// <summary>The provider's documentation, against which this file can be checked.</summary>
    public required Uri Docs { get; init; }

    /// <summary>The date on which someone last compared this file with <see cref="Docs"/>.</summary>
    public required DateOnly Checked { get; init; }

    /// <summary>One line on what the app is, for the app picker.</summary>
    public string? Summary { get; init; }

    /// <summary>Other words that people search for it by.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>True for an app that is offered only when the host environment is Development.</summary>
    public bool DevelopmentOnly { get; init; }

    /// <summary>Values needed besides the credential, such as a subdomain. Stored unencrypted on the connection, so never secret.</summary>
    public IReadOnlyList<AppField> Fields { get; init; } = [];

    /// <summary>The auth methods, in the order in which the chooser shows them. Never empty in a valid file.</summary>
    public required IReadOnlyList<AuthMethod> Methods { get; init; }

    /// <summary>
    /// The only hosts that this app's secrets may be sent to: exact, <c>*.example.com</c>, or a field such as <c>{host}</c>.
    /// </summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>What a workflow can do with the app.</summary>
    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>
    /// Whether a secret of this app may be sent to this address: https (except for <see cref="DevelopmentOnly"/>), no user info, and a host
    /// that <see cref="Hosts"/> allows. Call it for every request, after the template is filled.
    /// </summary>
    /// <param name="address">The address, with its template filled.</param>
    /// <param name="values">The connection's field values, for entries that are templates.</param>
    public bool Allows(Uri address, IReadOnlyDictionary<string, string> values) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (DevelopmentOnly && address.Scheme == Uri.UriSchemeHttp))
        && Hosts.Any(host => new AllowedHost(host).Allows(address, values));

    /// <summary>The method with this key, or null.</summary>
    public AuthMethod? Method(string key) => Methods.FirstOrDefault(method => method.Key == key);

    /// <summary>The operation with this key, or null.</summary>
    public Operation? Operation(string key) => Operations.FirstOrDefault(operation => operation.Key == key);
}

/// <summary>A trigger or action of an app.</summary>
public sealed record Operation
{
    /// <summary>Whether it starts a workflow or is a later step.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Stored on workflow steps, so it never changes.</summary>
    public required string Key { get; init; }

    /// <summary>The name shown on the step.</summary>
    public required string Name { get; init; }

    /// <summary>Other words that people search for it by.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Keys of the auth methods whose connections this operation can use; empty means every method.</summary>
    public IReadOnlyList<string> Auth { get; init; } = [];

    /// <summary>Scopes that this operation requires.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>True when a connection made with this auth method can be used for this operation.</summary>
    public bool Accepts(string method) => Auth.Count == 0 || Auth.Contains(method);
}

/// <summary>The role of an operation in its workflow.</summary>
public enum OperationKind
{
    /// <summary>Starts the workflow; always the first step.</summary>
    Trigger,

    /// <summary>Runs after the steps before it.</summary>
    Action,
}
