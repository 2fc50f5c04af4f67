using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>Distinguishes a missing permission from an invalid credential (RFC 6750 section 3.1 and providers' variants).</summary>
internal static partial class MissingPermission
{
    private const int MostNamed = 10;

    private static readonly string[] Codes =
    [
        "insufficient_scope", "missing_scope", "missing_scopes", "insufficient_permissions", "access_token_scope_insufficient",
    ];

    // From the most specific to the least: a plain "scope" may also list what was granted.
    private static readonly string[][] Named =
    [
        ["missing_scope", "missing_scopes", "missing_permissions"],
        ["needed", "needed_scope", "needed_scopes"],
        ["required_scope", "required_scopes", "required_granular_scopes", "required_permissions"],
        ["scope", "scopes"],
    ];

    // Names that mean a scope only inside an object named like one; only a list of words counts.
    private static readonly string[] NamedAbove = ["missing", "required"];

    /// <summary>The required scopes, empty when they are not named; null when the refusal has another reason.</summary>
    public static IReadOnlyList<string>? In(JsonElement? json, BearerChallenge? challenge, Redaction hidden)
    {
        var isAbout = (challenge is not null && IsCode(challenge.Error)) || (json is { } said && ReplyPath.Leaves(said).Any(IsCode));
        if (!isAbout)
            return null;

        var lists = Named.Select(
            names => json is { } reply ? string.Join(' ', ReplyPath.Lists(reply, property => Names(property, names))) : "");
        return lists.Prepend(challenge?.Scope ?? "").Select(list => Scopes(list, hidden)).FirstOrDefault(scopes => scopes.Count > 0) ?? [];
    }

    // The property with the error code may have the same name as the one with the missing scopes.
    private static List<string> Scopes(string list, Redaction hidden) =>
        [.. list.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Where(scope => Token().IsMatch(scope) && !IsCode(scope) && hidden.Show(scope, 200) == scope)
            .Distinct().Take(MostNamed)];

    private static bool Names(JsonProperty property, string[] names) => TokenErrors.Plain(property.Name) is var name
        && (names.Contains(name) || (property.Value.ValueKind == JsonValueKind.Array && NamedAbove.Contains(name)));

    private static bool IsCode(string text) => Codes.Contains(TokenErrors.Plain(text));

    // RFC 6749 section 3.3.
    [GeneratedRegex(@"^[\x21\x23-\x5B\x5D-\x7E]{1,150}\z")]
    private static partial Regex Token();
}
