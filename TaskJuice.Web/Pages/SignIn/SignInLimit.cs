using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace TaskJuice.Web.Pages.SignIn;

/// <summary>
/// Slows down guessing without locking anybody out: whoever fills up the tries of an address of mail takes them from unknown browsers only.
/// </summary>
public sealed class SignInLimit(IHostEnvironment environment) : IDisposable
{
    private const int IPv6NetworkBytes = 8;

    // People who develop, and their browser tests, all come from one address.
    private readonly int _relaxed = environment.IsDevelopment() ? 1000 : 1;

    private PartitionedRateLimiter<string>? _byNetwork, _byNetworkAndEmail, _byEmail, _byBrowser;

    /// <summary>Counts one try.</summary>
    /// <param name="from">Where it comes from.</param>
    /// <param name="email">What was typed.</param>
    /// <param name="browser">The browser, if this person signed in with it before.</param>
    public bool Allows(IPAddress? from, string email, string? browser)
    {
        var network = Network(from);
        if (!Takes(ref _byNetwork, 100, TimeSpan.FromMinutes(10), network))
            return false;
        if (browser is not null)
            return Takes(ref _byBrowser, 10, TimeSpan.FromMinutes(10), browser);

        email = email.ToUpperInvariant();
        return Takes(ref _byNetworkAndEmail, 10, TimeSpan.FromMinutes(10), $"{network} {email}") && Takes(ref _byEmail, 30, TimeSpan.FromHours(1), email);
    }

    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>?[])[_byNetwork, _byNetworkAndEmail, _byEmail, _byBrowser])
            limiter?.Dispose();
    }

    // One customer of a provider has a whole IPv6 network.
    private static string Network(IPAddress? from) => from switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => $"{from.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(from.GetAddressBytes().AsSpan(0, IPv6NetworkBytes)),
        _ => $"{from}",
    };

    // Typed words are kept as a hash: they may be megabytes long.
    private bool Takes(ref PartitionedRateLimiter<string>? limiter, int tries, TimeSpan window, string key)
    {
        var made = LazyInitializer.EnsureInitialized(ref limiter, () => Limiter(tries * _relaxed, window));
        using var lease = made.AttemptAcquire(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)));
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int tries, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new() { PermitLimit = tries, Window = window, SegmentsPerWindow = 10, QueueLimit = 0 }));
}
