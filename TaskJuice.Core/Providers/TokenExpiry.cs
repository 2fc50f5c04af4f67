using System.Globalization;
using System.Text.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Works out when an access token dies.</summary>
internal static class TokenExpiry
{
    // Longer than any provider promises, short enough that no arithmetic on dates can overflow.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static DateTimeOffset? Read(TokenReading reading, JsonElement reply, DateTimeOffset sentAt)
    {
        var form = reading.Reply;
        var stated = ReplyPath.Text(reply, form.Expiry) is { } text ? Stated(form.ExpiryForm, text.Trim(), sentAt) : null;
        return (stated ?? sentAt + reading.AssumedLifetime) is { } at ? Earlier(at, sentAt + Longest) : null;
    }

    internal static DateTimeOffset? Stated(ExpiryForm form, string text, DateTimeOffset sentAt)
    {
        if (form == ExpiryForm.Iso8601)
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date.ToUniversalTime()
                : null;

        // Zero is how some say "does not expire"; a broken number is no reason to throw away a good token.
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number > 0))
            return null;

        return form switch
        {
            ExpiryForm.SecondsFromNow => sentAt + Span(number),
            ExpiryForm.MillisecondsFromNow => sentAt + Span(number / 1000),
            ExpiryForm.UnixSeconds => Since1970(number),
            ExpiryForm.UnixMilliseconds => Since1970(number / 1000),
            _ => null,
        };
    }

    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));

    private static DateTimeOffset Since1970(double seconds) =>
        DateTimeOffset.UnixEpoch.AddSeconds(Math.Min(seconds, 250_000_000_000));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
