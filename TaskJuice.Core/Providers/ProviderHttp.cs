using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Providers;

/// <summary>One HTTP call through the egress guard, limited to 256 KiB and, except for token requests, 15 seconds. Never retries.</summary>
internal sealed partial class ProviderHttp(IHttpClientFactory clients, EgressGuard guard, TimeProvider clock, ILogger<ProviderHttp> log)
{
    public const string ClientName = "provider";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The timeout of token requests. Because a retry may end the grant, a slow reply is awaited for longer than typical provider proxies
    /// wait, which time out after 30 to 100 seconds.
    /// </summary>
    public static readonly TimeSpan TokenLimit = TimeSpan.FromSeconds(110);
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    // A local DNS server answers faster than one that has to ask upstream whether a name exists.
    private static readonly TimeSpan NowhereTakes = TimeSpan.FromSeconds(1);

    /// <summary>Builds a request and sends it.</summary>
    /// <param name="write">Builds the request; values or addresses that are not allowed are refused here.</param>
    /// <param name="stop">Cancels the call.</param>
    public Task<ProviderReply> SendAsync(Func<HttpRequestMessage> write, CancellationToken stop) => SendAsync(write, Limit, stop);

    /// <summary>Builds a request and sends it with a given timeout.</summary>
    public async Task<ProviderReply> SendAsync(Func<HttpRequestMessage> write, TimeSpan patience, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var reply = await TrySendAsync(write, patience, stop);
        if (reply is ProviderReply.NotSent { Failure.Kind: FailureKind.HostNotFound }
            && NowhereTakes - clock.GetElapsedTime(began) is { Ticks: > 0 } rest)
            await Task.Delay(rest, clock, stop);
        return reply;
    }

    private async Task<ProviderReply> TrySendAsync(Func<HttpRequestMessage> write, TimeSpan patience, CancellationToken stop)
    {
        try
        {
            using var request = write();
            return await SendAsync(request, patience, stop);
        }
        catch (EgressRefusedException refused)
        {
            return Refuse(refused);
        }
        catch (HttpRequestException failed) when (failed.InnerException is EgressRefusedException refused)
        {
            return Refuse(refused);
        }
    }

    private async Task<ProviderReply> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken stop)
    {
        var sent = SendMark.On(request);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("TaskJuice", "1.0"));
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        HttpResponseMessage? response = null;
        ReplyReading? reading = null;
        try
        {
            guard.Check(request.RequestUri!);
            response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            reading = new(response, clock.GetUtcNow());
            return await reading.ReadAsync(either.Token);
        }
        catch (Exception failed) when (failed is HttpRequestException { InnerException: not EgressRefusedException } or IOException)
        {
            return reading?.CutOff(new(FailureKind.CutOff)) ?? Broken(sent, failed);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return reading?.CutOff(new(FailureKind.NoAnswer))
                ?? (sent.Left ? new ProviderReply.Lost(new(FailureKind.NoAnswer)) : new ProviderReply.NotSent(new(FailureKind.NotReached)));
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static ProviderReply Broken(SendMark sent, Exception failed) => (failed as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new ProviderReply.NotSent(new(FailureKind.HostNotFound)),
        HttpRequestError.SecureConnectionError => new ProviderReply.NotSent(new(FailureKind.NotTrusted)),
        HttpRequestError.ConnectionError => new ProviderReply.NotSent(new(FailureKind.NotReached)),
        _ when !sent.Left => new ProviderReply.NotSent(new(FailureKind.NotReached)),
        _ => new ProviderReply.Lost(new(FailureKind.CutOff)),
    };

    private ProviderReply Refuse(EgressRefusedException refused)
    {
        if (refused.Place is { } place)
            NotAllowed(place, refused.Message);
        return refused.Failure.Kind == FailureKind.HostNotFound
            ? new ProviderReply.NotSent(refused.Failure) : new ProviderReply.Forbidden(refused.Failure);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Nothing was sent to {Host}: {Reason} Allowed hosts are set by hosts in the app's file and by Egress:Allow")]
    private partial void NotAllowed(string host, string reason);
}
