using System.Net;
using System.Net.Sockets;

namespace TaskJuice.Local;

/// <summary>Ports of the loopback interface.</summary>
internal static class FreePort
{
    /// <summary>Any port nobody holds right now.</summary>
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The first port from <paramref name="first"/> on that nobody holds right now.</summary>
    public static int From(int first) => Enumerable.Range(first, 200).First(IsFree);

    /// <summary>True when nobody listens there, on either version of IP: browsers try both for "localhost".</summary>
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException problem)
        {
            // A machine may have IPv6 switched off although the system knows it.
            return problem.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
