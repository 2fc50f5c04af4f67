namespace TaskJuice.Core.Vault;

/// <summary>
/// Where a credential may be sent, and as which client. It is read from plain columns, so it is bound to the credential: write access to
/// the database must not be enough to have the credential sent elsewhere.
/// </summary>
/// <param name="Method">Key of the auth method.</param>
/// <param name="Client">Key of the OAuth client, or null for a pasted credential.</param>
/// <param name="TokenEndpoint">The endpoint that refreshes it, or null when none does.</param>
/// <param name="Settings">The values used in addresses.</param>
internal sealed record SecretRoute(string Method, string? Client, string? TokenEndpoint, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Every part in a fixed order. An absent value and an empty one differ.</summary>
    public IEnumerable<string> Parts() =>
    [
        Method, .. Optional(Client), .. Optional(TokenEndpoint),
        .. Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).SelectMany(setting => new[] { setting.Key, setting.Value }),
    ];

    private static string[] Optional(string? value) => value is null ? ["absent"] : ["present", value];
}
