using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskJuice.FaultTests.Table;

/// <summary>One connection of the product to the provider. Requests come one after the other, and each has a fate of its own.</summary>
internal sealed partial class RelayedConnection(Relay relay, TcpClient product)
{
    private const string HeadersEnd = "\r\n\r\n";

    private volatile Wire _fate;
    private volatile bool _isCounted;

    public async Task CarryAsync(int port, CancellationToken stop)
    {
        using var provider = new TcpClient();
        using (product)
        {
            try
            {
                await provider.ConnectAsync(IPAddress.Loopback, port, stop);
                await Task.WhenAny(RequestsAsync(provider.GetStream(), stop), AnswersAsync(provider.GetStream(), stop));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or IOException)
            {
                // Either side has gone; the other one finds its connection closed.
            }
        }
    }

    private async Task RequestsAsync(NetworkStream provider, CancellationToken stop)
    {
        var request = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (await product.GetStream().ReadAsync(buffer, stop) is var read and > 0)
        {
            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
            if (!IsWhole(request.ToString()))
                continue;

            (_fate, _isCounted) = (relay.FateOf(RefreshToken().Match(request.ToString()) is { Success: true } found ? found.Groups[1].Value : null), false);
            if (_fate == Wire.LosesRequests)
                CountOnce();
            else
                await provider.WriteAsync(Encoding.Latin1.GetBytes(request.ToString()), stop);
            request.Clear();
        }
    }

    private async Task AnswersAsync(NetworkStream provider, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        while (await provider.ReadAsync(buffer, stop) is var read and > 0)
        {
            var answer = buffer.AsMemory(0, read);
            if (_fate == Wire.Works)
            {
                await product.GetStream().WriteAsync(answer, stop);
                continue;
            }

            if (_fate == Wire.LosesBodies && answer.Span.IndexOf("\r\n\r\n"u8) is var end and >= 0)
                await product.GetStream().WriteAsync(answer[..(end + HeadersEnd.Length)], stop);
            CountOnce();
            if (_fate != Wire.Resets)
                continue;

            product.Client.LingerState = new(true, 0);
            product.Close();
            return;
        }
    }

    private void CountOnce()
    {
        if (!_isCounted)
            relay.Count(_fate);
        _isCounted = true;
    }

    private static bool IsWhole(string request) =>
        request.IndexOf(HeadersEnd, StringComparison.Ordinal) is var end and >= 0
        && request.Length >= end + HeadersEnd.Length + (ContentLength().Match(request) is { Success: true } length ? int.Parse(length.Groups[1].ValueSpan) : 0);

    [GeneratedRegex(@"^Content-Length:\s*(\d+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ContentLength();

    [GeneratedRegex("[&\n]refresh_token=([^&]+)")]
    private static partial Regex RefreshToken();
}
