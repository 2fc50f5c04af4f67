using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>Recognises a refusal that says in words, and with no code that is known, that a refresh token or its grant is over.</summary>
internal static partial class OverWords
{
    // Longer ones are pages and reports, in which anything may stand.
    private const int LongestSentence = 500;

    /// <summary>True when a value of the reply says it, by itself or together with its name.</summary>
    public static bool In(JsonElement reply) => ReplyPath.Explained(reply).Any(pair => Say(pair.Text) || Say($"{pair.Name} {pair.Text}"));

    /// <summary>True for a sentence that says it.</summary>
    public static bool In(string text) => !text.Contains('<') && Say(text);

    private static bool Say(string text) => text.Length <= LongestSentence && Over().IsMatch(text) && !AboutElse().IsMatch(text);

    [GeneratedRegex(
        @"\b(invalid|expired|revoked|unknown)\s+refresh[\s_-]?token\b"
        + @"|\brefresh[\s_-]?token\b.{0,200}\b(expired|revoked|invalid|unknown|not\s+found|not\s+valid|no\s+longer|does\s+not\s+exist|already\s+(been\s+)?used)\b"
        + @"|\b(token|grant|authorization|consent)\s+(has\s+been|has|is|was)\s+(already\s+)?(expired|revoked|withdrawn)\b"
        + @"|\b(user|owner|customer|merchant|member)\b.{0,40}\b(revoked|removed|withdr[ae]wn?|uninstalled|deauthori[sz]ed)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Over();

    // What says that a parameter is missing or malformed is about our request; other tokens than these end as well.
    [GeneratedRegex(@"\b(missing|required|malformed|format|csrf|session|assertion|captcha|rate|limit)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AboutElse();
}
