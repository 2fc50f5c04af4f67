using System.Net.Http.Headers;

namespace TaskJuice.Core.Providers;

/// <summary>One bounded HTTP call through the guard: 256 KiB, no retry, and 15 seconds unless it is for tokens.</summary>
internal sealed class ProviderHttp(IHttpClientFactory clients, EgressGuard guard, TimeProvider clock)
{
    public const string ClientName = "provider";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>
    /// For tokens. Asking again may end the grant, so a slow answer is waited for longer than the proxies in front of providers wait, which
    /// cut off after 30 to 100 seconds.
    /// </summary>
    public static readonly TimeSpan TokenLimit = TimeSpan.FromSeconds(110);
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);
    private const int LargestBody = 256 * 1024;

    public async Task<ProviderReply> SendAsync(HttpRequestMessage request, CancellationToken stop, TimeSpan? patience = null)
    {
        var sent = SendMark.On(request);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("TaskJuice", "1.0"));
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        using var limit = new CancellationTokenSource(patience ?? Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            guard.Check(request.RequestUri!);
            using var response = await clients.CreateClient(ClientName).SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (EgressRefusedException refused)
        {
            return new ProviderReply.Forbidden(refused.Message);
        }
        catch (HttpRequestException failed) when (failed.InnerException is EgressRefusedException refused)
        {
            return new ProviderReply.Forbidden(refused.Message);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return Broken(sent, failed);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return sent.Left
                ? new ProviderReply.Lost("The provider did not answer in time.")
                : new ProviderReply.NotSent("The provider could not be reached in time.");
        }
    }

    private static ProviderReply Broken(SendMark sent, Exception failed) => (failed as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new ProviderReply.NotSent("The provider's address could not be found."),
        HttpRequestError.SecureConnectionError => new ProviderReply.NotSent("The provider's certificate or TLS was not accepted."),
        HttpRequestError.ConnectionError => new ProviderReply.NotSent("The provider could not be reached."),
        _ when !sent.Left => new ProviderReply.NotSent("The provider could not be reached."),
        _ => new ProviderReply.Lost("The connection broke before the provider had answered."),
    };

    private async Task<ProviderReply> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        var retryAfter = RetryAfter(response.Headers.RetryAfter);
        // We never ask for compression, so whoever compresses is not playing by the rules, and a bomb stays packed.
        if (response.Content.Headers.ContentEncoding.Any(encoding => encoding != "identity"))
            return new ProviderReply.Unreadable(status, "The reply is compressed, which was not asked for.", retryAfter);

        await using var body = await response.Content.ReadAsStreamAsync(stop);
        using var kept = new MemoryStream();
        var buffer = new byte[8192];
        while (await body.ReadAsync(buffer, stop) is var count and > 0)
        {
            if (kept.Length + count > LargestBody)
                return new ProviderReply.Unreadable(status, "The reply is larger than 256 KiB.", retryAfter);

            kept.Write(buffer, 0, count);
        }

        return new ProviderReply.Answer(status, kept.ToArray(), retryAfter);
    }

    // RFC 9110 section 10.2.3: seconds or a date.
    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait is null ? null
            : wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > LongestRetryAfter ? LongestRetryAfter
            : wait;
    }
}
