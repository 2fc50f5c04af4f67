using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Determines when a token expires. Implausible values are ignored: the past, and anything more than ten years ahead.</summary>
internal static partial class TokenExpiry
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>When an access token expires, or null when neither the reply nor the app's file says so.</summary>
    public static DateTimeOffset? Read(TokenReading reading, JsonElement reply, DateTimeOffset sentAt) =>
        (ReplyPath.Text(reply, reading.Reply.Expiry) is { } text ? Stated(reading.Reply.ExpiryForm, text, sentAt) : null)
        ?? sentAt + reading.AssumedLifetime;

    internal static DateTimeOffset? Stated(ExpiryForm form, string text, DateTimeOffset sentAt)
    {
        var left = form == ExpiryForm.Iso8601 ? UntilDate(text.Trim(), sentAt) : UntilNumber(form, text.Trim(), sentAt);
        // Zero is how some providers say "does not expire"; a malformed number is no reason to discard a valid token.
        return left > TimeSpan.Zero && left <= Longest ? sentAt + left : null;
    }

    private static TimeSpan? UntilDate(string text, DateTimeOffset sentAt) =>
        Date().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.ToUniversalTime() - sentAt
            : null;

    private static TimeSpan? UntilNumber(ExpiryForm form, string text, DateTimeOffset sentAt)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;

        var seconds = form is ExpiryForm.MillisecondsFromNow or ExpiryForm.UnixMilliseconds ? number / 1000 : number;
        if (form is ExpiryForm.UnixSeconds or ExpiryForm.UnixMilliseconds)
            seconds -= (sentAt - DateTimeOffset.UnixEpoch).TotalSeconds;

        return Math.Abs(seconds) <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    // The parser would also accept "1.5" as a day in January.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d")]
    private static partial Regex Date();
}
