using System.Net;
using System.Net.Sockets;

namespace TaskJuice.Local;

/// <summary>Ports of the loopback interface.</summary>
internal static class FreePort
{
    /// <summary>Any port that is currently free.</summary>
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The first port from <paramref name="first"/> on that is currently free.</summary>
    public static int From(int first) => Enumerable.Range(first, 200).First(IsFree);

    /// <summary>True when nothing listens on the port, on either IP version: browsers try both for "localhost".</summary>
    public static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

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
            // IPv6 may be disabled on a machine whose operating system supports it.
            return problem.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
