namespace TaskJuice.Core.Catalog;

/// <summary>
/// The short-lived token for which a pasted credential is exchanged before the app's API can be called: by the client credentials grant
/// (RFC 6749 section 4.4), by a signed assertion (RFC 7523), or by a login of the provider's own. Templates are over the app's fields and the credential.
/// </summary>
public sealed record TokenExchange
{
    /// <summary>Address template of the exchange.</summary>
    public required string Url { get; init; }

    /// <summary>Parameter name to template, such as <c>grant_type</c> or a login's user name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How the parameters are sent.</summary>
    public TokenRequestFormat Format { get; init; } = TokenRequestFormat.Form;

    /// <summary>The OAuth client the credential stands for (RFC 6749 section 2.3.1), or null for a login.</summary>
    public ExchangeClient? Client { get; init; }

    /// <summary>The signed assertion that is presented, or null.</summary>
    public SignedAssertion? Assertion { get; init; }

    /// <summary>Headers besides.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How the reply is read.</summary>
    public TokenReply Reply { get; init; } = new();

    /// <summary>Lifetime assumed when the reply states none; null means the token lives until it is refused.</summary>
    public TimeSpan? AssumedLifetime { get; init; }
}

/// <summary>An OAuth client that a person registered and pasted.</summary>
/// <param name="Id">Template of the client id.</param>
/// <param name="Secret">Template of the client secret.</param>
/// <param name="Authentication">How both travel.</param>
public sealed record ExchangeClient(string Id, string Secret, ClientAuthentication Authentication);
