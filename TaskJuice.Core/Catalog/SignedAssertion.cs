namespace TaskJuice.Core.Catalog;

/// <summary>
/// A JWT signed with a pasted private key and presented in a token exchange (RFC 7523), either as the grant itself (section 2.1) or in
/// place of a client secret (section 2.2). The key determines the algorithm.
/// </summary>
public sealed record SignedAssertion
{
    /// <summary>The credential field with the key; its format is <see cref="FieldFormat.PrivateKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Template of the key's id in the header (RFC 7515 section 4.1.4), or null for none.</summary>
    public string? KeyId { get; init; }

    /// <summary>
    /// Claim to template: <c>iss</c>, <c>sub</c>, <c>aud</c> and whatever else the provider requires. Times and <c>jti</c> are added.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Claims { get; init; }

    /// <summary>The lifetime of the assertion. Providers commonly reject more than an hour.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The parameter that carries the assertion: <c>assertion</c>, or <c>client_assertion</c> for section 2.2.</summary>
    public string Parameter { get; init; } = "assertion";
}
