using System.Net;
using System.Net.Sockets;

namespace TaskJuice.FaultTests.Table;

/// <summary>What the wire to the provider does.</summary>
internal enum Wire
{
    /// <summary>It works.</summary>
    Works,

    /// <summary>Requests do not arrive.</summary>
    LosesRequests,

    /// <summary>Requests arrive, answers do not.</summary>
    LosesAnswers,

    /// <summary>Of each answer only the headers arrive.</summary>
    LosesBodies,

    /// <summary>Where an answer should come, the connection is reset.</summary>
    Resets,
}

/// <summary>The wire between the product and the provider, cut where a test wants it.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private int _provider;
    private int _lost;
    private volatile Wire _wire;

    public Relay() => _listener.Start(512);

    /// <summary>The address by which the product knows the provider.</summary>
    public string Url => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many requests or answers were lost or cut since the wire was turned last.</summary>
    public int Lost => _lost;

    /// <summary>Begins to carry.</summary>
    public void LeadTo(string provider)
    {
        _provider = new Uri(provider).Port;
        _ = AcceptAsync();
    }

    public void Turn(Wire wire)
    {
        _lost = 0;
        _wire = wire;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient product)
    {
        using var provider = new TcpClient();
        using (product)
        {
            try
            {
                await provider.ConnectAsync(IPAddress.Loopback, _provider, _end.Token);
                await Task.WhenAny(RequestsAsync(product.GetStream(), provider.GetStream()), AnswersAsync(product, provider.GetStream()));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or IOException)
            {
                // Either side has gone; the other one finds its connection closed.
            }
        }
    }

    private async Task RequestsAsync(NetworkStream product, NetworkStream provider)
    {
        var buffer = new byte[16 * 1024];
        while (await product.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            if (_wire == Wire.LosesRequests)
                Interlocked.Increment(ref _lost);
            else
                await provider.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private async Task AnswersAsync(TcpClient product, NetworkStream provider)
    {
        var buffer = new byte[64 * 1024];
        while (await provider.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            var answer = buffer.AsMemory(0, read);
            if (_wire == Wire.Works)
            {
                await product.GetStream().WriteAsync(answer, _end.Token);
                continue;
            }

            if (_wire == Wire.LosesBodies && answer.Span.IndexOf("\r\n\r\n"u8) is var end and >= 0)
                await product.GetStream().WriteAsync(answer[..(end + 4)], _end.Token);
            Interlocked.Increment(ref _lost);
            if (_wire != Wire.Resets)
                continue;

            product.Client.LingerState = new(true, 0);
            product.Close();
            return;
        }
    }
}
