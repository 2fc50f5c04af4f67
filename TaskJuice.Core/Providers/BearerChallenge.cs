using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>The <c>WWW-Authenticate</c> header of a refusal (RFC 6750 section 3).</summary>
/// <param name="Error">The error code, such as <c>insufficient_scope</c>.</param>
/// <param name="Scope">The required scopes, or null.</param>
internal sealed partial record BearerChallenge(string Error, string? Scope)
{
    public static BearerChallenge? In(HttpHeaderValueCollection<AuthenticationHeaderValue> headers)
    {
        foreach (var header in headers)
        {
            var said = Parameter().Matches(header.Parameter ?? "").DistinctBy(match => match.Groups["name"].Value.ToLowerInvariant())
                .ToDictionary(match => match.Groups["name"].Value.ToLowerInvariant(), match => match.Groups["value"].Value);
            if (said.TryGetValue("error", out var error))
                return new(error, said.GetValueOrDefault("scope"));
        }

        return null;
    }

    [GeneratedRegex(
        """(?<![\w-])(?<name>error|scope)\s*=\s*(?:"(?<value>[^"]{0,1000})"|(?<value>[^\s",]{1,200}))""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
