using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Connecting;

/// <summary>Compares the issuer of an authorization response with the one the app's file names (RFC 9207 section 2.4).</summary>
internal static class IssuerCheck
{
    /// <summary>What is wrong with the issuer, or null. Compared as strings, also on error responses; a promised one may not be missing.</summary>
    public static ConnectOutcome? Problem(OAuthMethod method, string? issuer) => (method.Issuer, issuer) switch
    {
        (null, _) => null,
        (_, null) => method.IssuerPromised ? ConnectOutcome.IssuerMissing : null,
        var (expected, named) when expected == named => null,

        // Refused like any other, because two names are two servers; but it is most likely our file that is wrong, so that is said.
        var (expected, named) when expected.TrimEnd('/') == named.TrimEnd('/') => ConnectOutcome.IssuerSpelling,
        _ => ConnectOutcome.WrongIssuer,
    };
}
