using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Providers;

/// <summary>One bounded HTTP call through the guard: 256 KiB, no retry, and 15 seconds unless it is for tokens.</summary>
internal sealed partial class ProviderHttp(IHttpClientFactory clients, EgressGuard guard, TimeProvider clock, ILogger<ProviderHttp> log)
{
    public const string ClientName = "provider";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>
    /// For tokens. Asking again may end the grant, so a slow answer is waited for longer than the proxies in front of providers wait, which
    /// cut off after 30 to 100 seconds.
    /// </summary>
    public static readonly TimeSpan TokenLimit = TimeSpan.FromSeconds(110);
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    // A name server of the house answers faster than one that has to ask the world whether there is such a name.
    private static readonly TimeSpan NowhereTakes = TimeSpan.FromSeconds(1);

    /// <summary>Writes a request and sends it.</summary>
    /// <param name="write">Fills the templates; what cannot go where they lead is refused there.</param>
    /// <param name="stop">Ends the call.</param>
    public Task<ProviderReply> SendAsync(Func<HttpRequestMessage> write, CancellationToken stop) => SendAsync(write, Limit, stop);

    /// <summary>Writes a request, sends it, and waits as long as it is worth.</summary>
    public async Task<ProviderReply> SendAsync(Func<HttpRequestMessage> write, TimeSpan patience, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var reply = await TrySendAsync(write, patience, stop);
        if (reply is ProviderReply.NotSent { Failure.Kind: FailureKind.HostNotFound } && NowhereTakes - clock.GetElapsedTime(began) is { Ticks: > 0 } rest)
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
        return refused.Failure.Kind == FailureKind.HostNotFound ? new ProviderReply.NotSent(refused.Failure) : new ProviderReply.Forbidden(refused.Failure);
    }

    [LoggerMessage(LogLevel.Warning, "Nothing was sent to {Host}: {Reason} Allowed hosts are set by hosts in the app's file and by Egress:Allow")]
    private partial void NotAllowed(string host, string reason);
}
