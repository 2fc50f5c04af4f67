using System.Net;

namespace TaskJuice.FaultTests.Losing;

/// <summary>Gives work to a Web only while its health check says so, as a load balancer does; what goes to providers passes.</summary>
internal sealed class Balancer(string web) : DelegatingHandler
{
    private readonly Uri _health = new($"{web}/health");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        if (request.RequestUri!.Authority != _health.Authority)
            return await base.SendAsync(request, stop);

        using var ask = new HttpRequestMessage(HttpMethod.Get, _health);
        using var health = await base.SendAsync(ask, stop);
        return health.IsSuccessStatusCode
            ? await base.SendAsync(request, stop)
            : new(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new StringContent("No process is healthy.") };
    }
}
