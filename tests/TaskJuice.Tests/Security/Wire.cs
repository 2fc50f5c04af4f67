using System.Net.Sockets;
using System.Text;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Speaks HTTP byte by byte, so that nothing on this side corrects what is sent.</summary>
internal sealed class Wire(Uri server, Guest? person = null)
{
    public const string Chunked = "Transfer-Encoding: chunked";

    /// <summary>Sends a request and reads everything until the server hangs up.</summary>
    /// <returns>The answer, from its first letter.</returns>
    public async Task<string> SendAsync(string verb, string target, string body = "", string type = "application/x-www-form-urlencoded", params string[] headers)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, stop);
        await using var stream = client.GetStream();
        var bytes = Encoding.Latin1.GetBytes(body);
        var cookies = person is null ? "" : $"Cookie: {string.Join("; ", person.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"))}\r\n";
        var more = string.Concat(headers.Select(header => $"{header}\r\n"));
        var length = headers.Contains(Chunked) || headers.Any(header => header.StartsWith("Content-Length", StringComparison.Ordinal)) ? "" : $"Content-Length: {bytes.Length}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"{verb} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{cookies}{more}{(verb == "GET" ? "" : $"Content-Type: {type}\r\n{length}")}\r\n"), stop);
        try
        {
            await stream.WriteAsync(bytes, stop);
        }
        catch (IOException)
        {
            // The server had heard enough.
        }

        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, stop);
        }
        catch (IOException)
        {
            // It hung up on the rest of what was sent; what it said before counts.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>The status, or 0 when the answer does not begin with one.</summary>
    public static int Status(string answer) =>
        answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && int.TryParse(answer.AsSpan(9, 3), out var status) ? status : 0;
}
