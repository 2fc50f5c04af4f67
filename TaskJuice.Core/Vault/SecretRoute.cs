namespace TaskJuice.Core.Vault;

/// <summary>
/// Where a credential may go, and in whose name. It is read from plain columns, so it is sealed with the credential: somebody who can
/// write the database but not open it must not be able to have it sent elsewhere.
/// </summary>
/// <param name="Method">Key of the auth method.</param>
/// <param name="Client">Key of the OAuth client, or null for a pasted credential.</param>
/// <param name="TokenEndpoint">The endpoint that renews it, or null when nothing does.</param>
/// <param name="Settings">The values that addresses are made of.</param>
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
