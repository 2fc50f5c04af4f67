using System.Net;
using System.Net.Sockets;
using TaskJuice.Core.Limiting;

namespace TaskJuice.Web.Pages.SignIn;

/// <summary>
/// Limits password guessing without locking anyone out: exhausting the limit of an email or network address affects only unknown browsers.
/// </summary>
public sealed class SignInLimit(Tally tally, IHostEnvironment environment)
{
    private const int IPv6NetworkBytes = 8;

    private readonly Limit _byNetwork = Limit(environment, "sign-in from a network", 100, TimeSpan.FromMinutes(10));
    private readonly Limit _byNetworkAndEmail = Limit(environment, "sign-in from a network as somebody", 10, TimeSpan.FromMinutes(10));
    private readonly Limit _byEmail = Limit(environment, "sign-in as somebody", 30, TimeSpan.FromHours(1));
    private readonly Limit _byBrowser = Limit(environment, "sign-in from a known browser", 10, TimeSpan.FromMinutes(10));

    /// <summary>Counts one attempt.</summary>
    /// <param name="from">The client's IP address.</param>
    /// <param name="email">The email address entered.</param>
    /// <param name="browser">The browser's name, if this user has signed in with it before.</param>
    /// <returns>Null when it is allowed; otherwise how long to wait.</returns>
    public Task<TimeSpan?> TakeAsync(IPAddress? from, string email, string? browser)
    {
        var network = Network(from);
        email = email.ToUpperInvariant();
        return browser is not null
            ? tally.TakeAsync((_byBrowser, browser))
            : tally.TakeAsync((_byNetwork, network), (_byNetworkAndEmail, $"{network} {email}"), (_byEmail, email));
    }

    // A single customer has a whole IPv6 network.
    private static string Network(IPAddress? from) => from switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => $"{from.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(from.GetAddressBytes().AsSpan(0, IPv6NetworkBytes)),
        _ => $"{from}",
    };

    // Developers and browser tests all share one address.
    private static Limit Limit(IHostEnvironment environment, string name, int most, TimeSpan per) =>
        new(name, environment.IsDevelopment() ? most * 1000 : most, per);
}
