using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Works out when a token dies. What no provider can mean is the same as not told: the past, and what is more than ten years away.</summary>
internal static partial class TokenExpiry
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>The end of an access token, or null when neither the reply nor the app's file tells one.</summary>
    public static DateTimeOffset? Read(TokenReading reading, JsonElement reply, DateTimeOffset sentAt) =>
        (ReplyPath.Text(reply, reading.Reply.Expiry) is { } text ? Stated(reading.Reply.ExpiryForm, text, sentAt) : null)
        ?? sentAt + reading.AssumedLifetime;

    internal static DateTimeOffset? Stated(ExpiryForm form, string text, DateTimeOffset sentAt)
    {
        var left = form == ExpiryForm.Iso8601 ? UntilDate(text.Trim(), sentAt) : UntilNumber(form, text.Trim(), sentAt);
        // Zero is how some say "does not expire"; a broken number is no reason to throw away a good token.
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

    // The parser also takes "1.5" for a day in January.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d")]
    private static partial Regex Date();
}
