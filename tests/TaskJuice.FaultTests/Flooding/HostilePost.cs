using System.Net.Sockets;
using System.Text;
using Xunit;

namespace TaskJuice.FaultTests.Flooding;

/// <summary>A post that means harm: what it says it is, and what it really sends, piece by piece.</summary>
internal sealed record HostilePost(string Type, string Length, IReadOnlyList<string> Pieces, bool IsSlow = false)
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=x";
    private const string Chunked = "Transfer-Encoding: chunked";

    // As much as any form may hold, and much more than that.
    private const int Most = 16_000;
    private const int Piece = 64 * 1024;

    private static readonly string Much = new('a', Piece);

    /// <summary>One of each kind.</summary>
    /// <param name="token">Opens the page behind the form, so that what may be read is read by the page as well.</param>
    public static IReadOnlyList<HostilePost> All(string token) =>
    [
        new(Form, "Content-Length: 104857600", ["name=", .. Enumerable.Repeat(Much, 160)]),
        new(Form, Chunked, [.. Enumerable.Repeat($"{Piece:x}\r\n{Much}\r\n", 160)]),
        Whole(Form, $"email={new string('m', 1_000_000)}@walls.test&password=x"),
        Whole(Form, string.Join('&', Enumerable.Range(0, 2_500).Select(number => $"{number}="))),
        Whole(Form, string.Join('&', Enumerable.Range(0, 900).Select(_ => "f.name=aaaaaaa").Append(token))),
        Whole(Form, $"{token}&email={new string('m', Most - 1_000)}&password=x"),
        Whole(Form, $"{token}&name={string.Concat(Enumerable.Repeat("%F0%9F%92%A5", Most / 15))}"),
        Whole(Form, $"{token}&f{string.Concat(Enumerable.Repeat("[0].a", 350))}=a&title={new string('t', Most / 2)}&to={new string('9', 4_000)}"),
        Whole(Multipart, $"{string.Concat(Enumerable.Repeat("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", 320))}--x--\r\n"),
        Whole(Multipart, $"--x\r\n{string.Concat(Enumerable.Range(0, 500).Select(number => $"h{number}: {number}\r\n"))}\r\n\r\n--x--\r\n"),
        Whole(Multipart, $"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{new string('z', 900_000)}\r\n--x--\r\n"),
        new(Form, "Content-Length: 8000", ["n"], IsSlow: true),
    ];

    /// <summary>Sends it.</summary>
    /// <returns>The status of the answer, or 0 when the server hung up without one.</returns>
    public async Task<int> SendAsync(Uri server, string address, string cookies)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, stop);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {address} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\nCookie: {cookies}\r\nContent-Type: {Type}\r\n{Length}\r\n\r\n"), stop);
            foreach (var piece in Pieces)
                await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), stop);
        }
        catch (IOException)
        {
            // The server had heard enough.
        }

        return await StatusAsync(stream, stop);
    }

    private static HostilePost Whole(string type, string body) => new(type, $"Content-Length: {body.Length}", [body]);

    private static async Task<int> StatusAsync(NetworkStream stream, CancellationToken stop)
    {
        try
        {
            using var reader = new StreamReader(stream);
            var line = await reader.ReadLineAsync(stop);
            while (await reader.ReadLineAsync(stop) is not null)
            {
                // To the end, as a browser would.
            }

            return line is { Length: > 12 } && int.TryParse(line.AsSpan(9, 3), out var status) ? status : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
