namespace TaskJuice.Core.Catalog;

/// <summary>
/// A JWT that a pasted private key signs and an exchange presents (RFC 7523): as the grant itself (section 2.1), or instead of a client
/// secret (section 2.2). The algorithm follows from the key.
/// </summary>
public sealed record SignedAssertion
{
    /// <summary>The credential field that holds the key; its format is <see cref="FieldFormat.PrivateKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Template of the key's id in the header (RFC 7515 section 4.1.4), or null for none.</summary>
    public string? KeyId { get; init; }

    /// <summary>Claim to template: <c>iss</c>, <c>sub</c>, <c>aud</c> and what the provider wants besides. Times and <c>jti</c> are added.</summary>
    public required IReadOnlyDictionary<string, string> Claims { get; init; }

    /// <summary>From its issue to its end. Providers commonly refuse more than an hour.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The parameter that carries it: <c>assertion</c>, or <c>client_assertion</c> for section 2.2.</summary>
    public string Parameter { get; init; } = "assertion";
}
