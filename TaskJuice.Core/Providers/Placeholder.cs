using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>
/// A placeholder in place of a token or an id: redacted, missing, truncated, or a word from an example or error. Real tokens and ids do not
/// consist of such words.
/// </summary>
internal static partial class Placeholder
{
    private static readonly HashSet<string> Words =
    [
        "your", "my", "the", "a", "an", "new", "old", "next", "current", "previous", "this",
        "that", "some", "any", "no", "not", "is", "was", "be", "here", "with", "goes", "me", "or",
        "access", "refresh", "token", "tokens", "bearer", "jwt", "oauth", "auth", "code", "grant", "secret", "key", "api",
        "id", "user", "account", "value", "string", "text", "type", "session", "cookie", "client", "credential", "credentials",
        "placeholder", "sample", "example", "demo", "dummy", "fake", "mock", "test", "todo", "tbd", "fixme", "replace", "replaced",
        "change", "changed", "changeme", "insert", "paste", "put", "set", "enter", "unchanged", "object", "foo", "bar", "xxx",
        "invalid", "valid", "expired", "revoked", "denied", "unauthorized", "unauthorised", "unauthenticated", "forbidden",
        "error", "errors", "fail", "failed", "failure", "bad", "wrong", "rejected", "blocked", "disabled", "deprecated",
        "missing", "unset", "unknown", "absent", "removed", "deleted", "hidden", "masked", "redacted", "available", "applicable",
        "none", "null", "undefined", "empty", "nil", "n", "na", "nan", "void", "true", "false", "yes", "ok", "success", "pending",
    ];

    /// <summary>True when the text is a placeholder.</summary>
    public static bool Is(string text) =>
        Framed().IsMatch(text) || text.EndsWith("...", StringComparison.Ordinal) || text.EndsWith('…') || IsOneCharacter(text)
            || IsWords(text);

    // Such as xxxxxxxx, 0000-0000, or only dots.
    private static bool IsOneCharacter(string text) =>
        text.Length <= 64 && text.Where(char.IsLetterOrDigit).ToList() is var said && said.Distinct().Count() <= 1 && said is not [>= '1'];

    private static bool IsWords(string text) =>
        !text.Any(char.IsAsciiDigit) && Word().Matches(text) is { Count: > 0 } words
            && words.All(word => Words.Contains(word.Value.ToLowerInvariant()));

    // In any kind of brackets, or masked with asterisks.
    [GeneratedRegex(@"\A(?:[<\[{(].*[>\])}]|.*\*{3,}.*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Framed();

    // The words of snake_case, kebab-case, camelCase and UPPER CASE.
    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
