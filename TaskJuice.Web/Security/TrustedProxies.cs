using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using TaskJuice.ServiceDefaults;

namespace TaskJuice.Web.Security;

/// <summary>
/// The proxies trusted to report the client's address: <c>Web:TrustedProxies</c>, addresses and networks separated by commas. If everyone
/// were trusted, <c>X-Forwarded-For</c> would let an attacker use a new address for each attempt.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Web:TrustedProxies";

    public static void AddTrustedProxies(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is not { } text || string.IsNullOrWhiteSpace(text))
            return;

        System.Net.IPNetwork[] trusted = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Network)];
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in trusted)
                options.KnownIPNetworks.Add(network);

            // Every hop is checked, starting with the nearest; the first one that is not trusted is the client.
            options.ForwardLimit = null;
        });
    }

    private static System.Net.IPNetwork Network(string entry)
    {
        if (System.Net.IPNetwork.TryParse(entry, out var network) && network.PrefixLength > 0)
            return network;

        return IPAddress.TryParse(entry, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw new ConfigurationProblem(
                $"{Setting} must be the addresses and networks of proxies, separated by commas, such as 10.0.0.5, 10.1.0.0/16.");
    }
}
