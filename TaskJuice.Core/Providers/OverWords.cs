using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Recognises a refusal that states in words, without a known code, that a refresh token or its grant is no longer valid. The whole
/// sentence has to say so: a mere mention may be about a request, a retry, or another token.
/// </summary>
internal static partial class OverWords
{
    // Longer texts are pages and reports, which may contain anything.
    private const int LongestSentence = 300;

    /// <summary>True when a value of the reply says so, by itself or as the error of the field of that name.</summary>
    public static bool In(JsonElement reply) => ReplyPath.Explained(reply).Any(pair =>
        Say(pair.Text) || (TokenErrors.Plain(pair.Name) is "refresh_token" && Say($"refresh token {pair.Text}")));

    /// <summary>True when the sentence says so.</summary>
    public static bool In(string text) => !text.Contains('<') && Say(text);

    private static bool Say(string text) =>
        text.Length <= LongestSentence && (IsOver().IsMatch(text) || Named().IsMatch(text) || ByThePerson().IsMatch(text)
            || EndsWithCode(text)) && !AboutElse().IsMatch(text);

    // "Token refresh failed: invalid_grant"
    private static bool EndsWithCode(string text) =>
        text.LastIndexOf(':') is > 0 and var colon && TokenErrors.KnownOfGrants(text[(colon + 1)..].Trim()) is not null;

    // "AADSTS700082: The refresh token has expired due to inactivity."
    [GeneratedRegex(
        @"\A\W*(error\W+)?([A-Z]{2,10}\d{3,8}\W+)?((the|this|your|provided|supplied|given|presented|specified|oauth2?)\s+)*"
        + @"(refresh[\s_-]?token(\s+parameter:\s+token)?|token|authorization\s+grant|grant|consent|authorization)\s+"
        + @"((is\s+|was\s+|has\s+)?(already\s+)?(been\s+)?"
        + @"(expired|revoked|invalid|invalidated|unknown|withdrawn|consumed|used|blacklisted|deleted)"
        + @"|(is\s+|was\s+|could\s+)?not\s+(be\s+)?(found|recogni[sz]ed|accepted|known|valid(?!\s+yet))"
        + @"|(is\s+)?no\s+longer\s+(valid|accepted)|does\s+not\s+exist)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsOver();

    [GeneratedRegex(
        @"\A\W*(error\W+)?(invalid|expired|revoked|unknown)\s+refresh[\s_-]?token\W*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\A.{0,60}\b(user|owner|customer|merchant|member)\s+(has\s+)?(revoked|removed|withdrawn|uninstalled|deauthori[sz]ed)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ByThePerson();

    // About the request, about waiting, or about a token other than the one presented.
    [GeneratedRegex(
        @"\b(missing|required|malformed|format|csrf|session|assertion|captcha|request|retry|try\s+again|region|unless|whether)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AboutElse();
}
