namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads the assertion that a token exchange presents.</summary>
internal static class AssertionReader
{
    // Set when the assertion is signed.
    private static readonly string[] Taken = ["iat", "exp", "nbf", "jti"];

    public static SignedAssertion? Read(MapReader exchange, IReadOnlyList<AppField> credentials, TemplateScope scope)
    {
        if (exchange.Map("assertion") is not { } map)
            return null;

        var usual = new SignedAssertion { Key = map.Text("key"), Claims = map.Pairs("claims") };
        var assertion = usual with
        {
            KeyId = map.MaybeText("key-id"),
            Life = map.Duration("life") ?? usual.Life,
            Parameter = map.MaybeText("parameter") ?? usual.Parameter,
        };
        map.End();
        Check(map, assertion, credentials, scope);
        return assertion;
    }

    private static void Check(MapReader map, SignedAssertion assertion, IReadOnlyList<AppField> credentials, TemplateScope scope)
    {
        if (assertion.Key.Length > 0 && !credentials.Any(field => field.Key == assertion.Key && field.Format == FieldFormat.PrivateKey))
            map.Wrong("key", $"names {assertion.Key}, which is not a credential with format: private-key.");
        if (assertion.KeyId is { } id)
            scope.Value(map, "key-id", id);
        scope.Values(map, "claims", assertion.Claims);
        if (!assertion.Claims.ContainsKey("iss") || !assertion.Claims.ContainsKey("aud"))
            map.Wrong("claims", "must have iss and aud (RFC 7523 section 3).");
        foreach (var name in Taken.Where(assertion.Claims.ContainsKey))
            map.Wrong("claims", $"sets {name}, which is set when the assertion is signed.");
    }
}
