using System.Globalization;
using System.Net.Http.Headers;

namespace TaskJuice.Core.Providers;

/// <summary>Reads up to 256 KiB of one HTTP response, and keeps what was received when the rest is lost.</summary>
internal sealed class ReplyReading(HttpResponseMessage response, DateTimeOffset now)
{
    private const int LargestBody = 256 * 1024;
    private readonly MemoryStream _came = new();

    /// <summary>Reads to the end, or to the limit.</summary>
    public async Task<ProviderReply.Answer> ReadAsync(CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[8192];
        while (_came.Length <= LargestBody && await body.ReadAsync(buffer, stop) is var count and > 0)
            _came.Write(buffer, 0, count);

        return Answer(_came.Length > LargestBody ? FailureKind.TooLong : null);
    }

    /// <summary>The part received before the connection closed. The status alone identifies a refusal; a success needs its body.</summary>
    public ProviderReply CutOff(CallFailure failure)
    {
        var head = Answer(failure.Kind);
        return head.Success ? new ProviderReply.Lost(failure) { Head = head } : head;
    }

    private ProviderReply.Answer Answer(FailureKind? damage)
    {
        var came = _came.ToArray();
        var (body, broken) = ReplyPacking.Unpack(
            came.Length > LargestBody ? came[..LargestBody] : came, response.Content.Headers.ContentEncoding, LargestBody);
        return new((int)response.StatusCode, ReplyText.Of(body))
        {
            RetryAfter = RetryAfter(),
            Damage = damage ?? broken,
            Challenge = BearerChallenge.In(response.Headers.WwwAuthenticate),
        };
    }

    // RFC 9110 section 10.2.3: seconds or a date. Some providers send fractions of a second. A time in the past is ignored.
    private TimeSpan? RetryAfter()
    {
        if (!response.Headers.NonValidated.TryGetValues("Retry-After", out var values) || values.FirstOrDefault()?.Trim() is not { } text)
            return null;

        var wait = text is [>= '0' and <= '9', ..]
                && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(Math.Ceiling(Math.Min(seconds, 1e6)))
            : RetryConditionHeaderValue.TryParse(text, out var header) && header.Date is { } date ? date - now
            : TimeSpan.Zero;
        return wait <= TimeSpan.Zero ? null : wait < ProviderHttp.LongestRetryAfter ? wait : ProviderHttp.LongestRetryAfter;
    }
}
