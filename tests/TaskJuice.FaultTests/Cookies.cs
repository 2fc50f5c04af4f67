using System.Collections.Concurrent;

namespace TaskJuice.FaultTests;

/// <summary>
/// Keeps cookies as browsers do on localhost, where a Secure cookie travels over plain http as well; the framework's own container
/// would keep it back. As in a browser, ports do not matter.
/// </summary>
internal sealed class Cookies() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    private readonly ConcurrentDictionary<string, string> _jar = new();

    public IReadOnlyDictionary<string, string> Jar => _jar;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        if (!_jar.IsEmpty)
            request.Headers.Add("Cookie", string.Join("; ", _jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));

        var response = await base.SendAsync(request, stop);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                Keep(cookie.Split(';')[0]);
        }

        return response;
    }

    private void Keep(string pair)
    {
        var (name, value) = (pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..]);
        if (value.Length > 0)
            _jar[name] = value;
        else
            _jar.TryRemove(name, out _);
    }
}
