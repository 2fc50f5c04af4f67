using System.Collections.Concurrent;
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

/// <summary>The wire between the product and the provider, cut where a test wants it: for everybody, or for some refresh tokens.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Wire, int> _cut = new();
    private readonly ConcurrentDictionary<string, Wire> _fates = new();
    private int _provider;
    private volatile Wire _wire;

    public Relay() => _listener.Start(512);

    /// <summary>The address by which the product knows the provider.</summary>
    public string Url => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many requests met this fate since the wire was turned for everybody.</summary>
    public int Cut(Wire wire) => _cut.GetValueOrDefault(wire);

    /// <summary>Begins to carry.</summary>
    public void LeadTo(string provider)
    {
        _provider = new Uri(provider).Port;
        _ = AcceptAsync();
    }

    /// <summary>For every request from now on.</summary>
    public void Turn(Wire wire)
    {
        _fates.Clear();
        _cut.Clear();
        _wire = wire;
    }

    /// <summary>For requests that present one of these refresh tokens.</summary>
    public void Turn(Wire wire, IEnumerable<string> refreshTokens)
    {
        foreach (var token in refreshTokens)
            _fates[token] = wire;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        _end.Dispose();
    }

    internal Wire FateOf(string? refreshToken) => refreshToken is not null && _fates.TryGetValue(refreshToken, out var fate) ? fate : _wire;

    internal void Count(Wire wire) => _cut.AddOrUpdate(wire, 1, (_, count) => count + 1);

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = new RelayedConnection(this, await _listener.AcceptTcpClientAsync(_end.Token)).CarryAsync(_provider, _end.Token);
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
