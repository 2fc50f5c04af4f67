using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>Tells a refusal for want of a permission from one of the credential (RFC 6750 section 3.1 and the dialects of providers).</summary>
internal static partial class MissingPermission
{
    private const int MostNamed = 10;

    private static readonly string[] Codes =
    [
        "insufficient_scope", "missing_scope", "missing_scopes", "insufficient_permissions", "access_token_scope_insufficient",
    ];

    // From the clearest to the vaguest: a plain "scope" may also say what there is.
    private static readonly string[][] Named =
    [
        ["missing_scope", "missing_scopes", "missing_permissions"],
        ["needed", "needed_scope", "needed_scopes"],
        ["required_scope", "required_scopes", "required_granular_scopes", "required_permissions"],
        ["scope", "scopes"],
    ];

    // What is missing of a thing that has its name further up; only a list of words is that.
    private static readonly string[] NamedAbove = ["missing", "required"];

    /// <summary>The scopes it takes, none when they are not named; null when the refusal is about something else.</summary>
    public static IReadOnlyList<string>? In(JsonElement? json, BearerChallenge? challenge, Redaction hidden)
    {
        var isAbout = (challenge is not null && IsCode(challenge.Error)) || (json is { } said && ReplyPath.Leaves(said).Any(IsCode));
        if (!isAbout)
            return null;

        var lists = Named.Select(names => json is { } reply ? string.Join(' ', ReplyPath.Lists(reply, property => Names(property, names))) : "");
        return lists.Prepend(challenge?.Scope ?? "").Select(list => Scopes(list, hidden)).FirstOrDefault(scopes => scopes.Count > 0) ?? [];
    }

    // What says that something is wrong, by its code, may be of the same name as what is missing.
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
