namespace TaskJuice.Core.Catalog;

/// <summary>
/// The exchange of a pasted credential for a short-lived token before API calls: by the client credentials grant (RFC 6749 section 4.4), a
/// signed assertion (RFC 7523), or the provider's own login. Templates may use the app's fields and the credential.
/// </summary>
public sealed record TokenExchange
{
    /// <summary>Address template of the exchange.</summary>
    public required string Url { get; init; }

    /// <summary>Parameter name to template, such as <c>grant_type</c> or the user name of a login.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How the parameters are encoded.</summary>
    public TokenRequestFormat Format { get; init; } = TokenRequestFormat.Form;

    /// <summary>The OAuth client that the credential consists of (RFC 6749 section 2.3.1), or null for a login.</summary>
    public ExchangeClient? Client { get; init; }

    /// <summary>The signed assertion to present, or null.</summary>
    public SignedAssertion? Assertion { get; init; }

    /// <summary>Additional headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How the reply is parsed.</summary>
    public TokenReply Reply { get; init; } = new();

    /// <summary>Lifetime assumed when the reply contains none; null means the token is valid until it is refused.</summary>
    public TimeSpan? AssumedLifetime { get; init; }
}

/// <summary>An OAuth client that a person registered and whose credentials they paste.</summary>
/// <param name="Id">Template of the client id.</param>
/// <param name="Secret">Template of the client secret.</param>
/// <param name="Authentication">How both are sent.</param>
public sealed record ExchangeClient(string Id, string Secret, ClientAuthentication Authentication);
