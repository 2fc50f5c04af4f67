using System.Net;
using System.Net.Sockets;

namespace TaskJuice.Core.Providers;

/// <summary>
/// The only way out. Names are resolved here, every address of the answer is judged, and the address that was judged is the one dialled,
/// so a name server that changes its mind between check and use gains nothing.
/// </summary>
public sealed class EgressGuard : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    // Each new connection is judged anew; an idle one that the provider may have dropped would turn a refresh into an unknown outcome.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromSeconds(10);

    private readonly EgressRules _rules;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPEndPoint, CancellationToken, ValueTask<Stream>> _dial;

    /// <summary>Guards with the machine's own resolver.</summary>
    public EgressGuard(EgressRules rules)
        : this(rules, Dns.GetHostAddressesAsync, DialAsync)
    {
    }

    internal EgressGuard(
        EgressRules rules,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dial)
    {
        _rules = rules;
        _resolve = resolve;
        _dial = dial;
        Handler = new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            ConnectTimeout = ConnectLimit,
            PooledConnectionLifetime = ConnectionLife,
            PooledConnectionIdleTimeout = ConnectionIdle,
            // No trace headers for strangers, and no HTTP span either: some addresses carry a key in their path.
            ActivityHeadersPropagator = null,
        };
    }

    /// <summary>The one handler of every provider call. Certificates are checked as the platform does by default.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>Throws when the address may not be called, judged by its text.</summary>
    /// <exception cref="EgressRefusedException">It may not.</exception>
    public void Check(Uri url)
    {
        if (_rules.Objection(url) is { } objection)
            throw EgressRefusedException.Host($"{url.IdnHost}:{url.Port}", objection);
    }

    /// <inheritdoc />
    public void Dispose() => Handler.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        if (context.InitialRequestMessage.RequestUri is { } url)
            Check(url);

        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await _resolve(host, stop);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        // One private address condemns the answer: honest names have none, and picking the public one would depend on order.
        if (!_rules.Allows(host, port) && !addresses.All(PublicAddress.Is))
            throw EgressRefusedException.Address($"{host}:{port}", $"{host} is not an address of the open internet.");

        return await DialFirstAsync(addresses, port, stop);
    }

    private async ValueTask<Stream> DialFirstAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await _dial(new IPEndPoint(address, port), stop);
            }
            catch (SocketException failed)
            {
                last = failed;
            }
        }

        throw last!;
    }

    private static async ValueTask<Stream> DialAsync(IPEndPoint address, CancellationToken stop)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
