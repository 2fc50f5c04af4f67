using System.Collections.Concurrent;
using System.Text;

namespace TaskJuice.Tests.Connections;

/// <summary>Reads every answer of the program and notes those that hold a planted secret.</summary>
public sealed class LeakWatch
{
    private readonly ConcurrentBag<string> _secrets = [];
    private readonly ConcurrentQueue<string> _found = new();

    /// <summary>Where a secret came out. Never the secret.</summary>
    public IReadOnlyCollection<string> Found => _found;

    public void Plant(params string[] secrets)
    {
        foreach (var secret in secrets)
            _secrets.Add(secret);
    }

    public DelegatingHandler Handler() => new Reader(this);

    private void Look(HttpRequestMessage request, HttpResponseMessage response, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body) + response.Headers + response.Content.Headers;
        if (_secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
            _found.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
    }

    private sealed class Reader(LeakWatch watch) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var response = await base.SendAsync(request, stop);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
                return response;

            var body = await response.Content.ReadAsByteArrayAsync(stop);
            watch.Look(request, response, body);
            var copy = new ByteArrayContent(body);
            foreach (var header in response.Content.Headers)
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            response.Content = copy;
            return response;
        }
    }
}
