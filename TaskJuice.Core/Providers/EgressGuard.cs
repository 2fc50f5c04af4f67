using System.Net;
using System.Net.Sockets;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Guards every outgoing call. It resolves the host name, checks every returned address, and connects to an address it checked, so that DNS
/// rebinding between check and use has no effect.
/// </summary>
public sealed class EgressGuard : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    // Each new connection is checked again, and reusing one that the provider may have closed could leave a refresh with an unknown
    // outcome.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromSeconds(10);

    private readonly EgressRules _rules;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPEndPoint, CancellationToken, ValueTask<Stream>> _dial;

    /// <summary>Creates a guard that uses the system's DNS resolver.</summary>
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
            // No trace headers for third parties, and no HTTP span either: some addresses contain a key in their path.
            ActivityHeadersPropagator = null,
        };
    }

    /// <summary>The handler of every provider call. Certificates are validated by the platform's defaults.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>Throws when the text of an address already shows that it is not allowed.</summary>
    /// <exception cref="EgressRefusedException">It is not allowed.</exception>
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

        // One private address rejects the whole answer: a legitimate name has none, and choosing a public one would depend on the order.
        if (!_rules.Allows(host, port) && !addresses.All(PublicAddress.Is))
            throw EgressRefusedException.Address($"{host}:{port}", $"{host} does not resolve to a public internet address.");

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
