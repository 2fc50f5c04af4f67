using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace TaskJuice.Web.Pages.SignIn;

/// <summary>Slows down guessing: per address and email, and per address over all emails.</summary>
public sealed class SignInLimit(IHostEnvironment environment) : IDisposable
{
    private const int TriesPerEmail = 10;
    private const int TriesPerAddress = 100;

    // People who develop, and their browser tests, all come from one address.
    private const int TriesInDevelopment = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<string> _byEmail = Limiter(environment.IsDevelopment() ? TriesInDevelopment : TriesPerEmail);
    private readonly PartitionedRateLimiter<string> _byAddress = Limiter(environment.IsDevelopment() ? TriesInDevelopment : TriesPerAddress);

    public bool Allows(IPAddress? from, string email)
    {
        // An address that tries too often adds nothing more to what is remembered.
        using var byAddress = _byAddress.AttemptAcquire($"{from}");
        if (!byAddress.IsAcquired)
            return false;

        using var byEmail = _byEmail.AttemptAcquire(Key(from, email));
        return byEmail.IsAcquired;
    }

    // Of one length, whatever was typed.
    private static string Key(IPAddress? from, string email) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{from} {email.ToUpperInvariant()}")));

    public void Dispose()
    {
        _byEmail.Dispose();
        _byAddress.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new() { PermitLimit = tries, Window = Window, SegmentsPerWindow = 10, QueueLimit = 0 }));
}
