using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Connecting;

/// <summary>Compares the issuer of an authorization response with the one in the app's file (RFC 9207 section 2.4).</summary>
internal static class IssuerCheck
{
    /// <summary>
    /// What is wrong with the issuer, or null. Strings are compared, for error responses as well; a promised issuer is required.
    /// </summary>
    public static ConnectOutcome? Problem(OAuthMethod method, string? issuer) => (method.Issuer, issuer) switch
    {
        (null, _) => null,
        (_, null) => method.IssuerPromised ? ConnectOutcome.IssuerMissing : null,
        var (expected, named) when expected == named => null,

        // Rejected like any other mismatch, because two names are two servers. The app's file is most likely wrong, so the outcome says so.
        var (expected, named) when expected.TrimEnd('/') == named.TrimEnd('/') => ConnectOutcome.IssuerSpelling,
        _ => ConnectOutcome.WrongIssuer,
    };
}
