using System.Security.Cryptography;
using System.Threading.RateLimiting;

namespace TaskJuice.Core.Limiting;

/// <summary>
/// Limits what someone holds open at the same time, across all processes. A slot that is not confirmed is released after a minute, so a
/// crashed process holds none. While Redis is unavailable, each process counts its own.
/// </summary>
public sealed class OpenPlaces(SharedCounts shared, PersonLimits limits) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private const string HoldScript = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
        if not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return 1
        """;

    private readonly PartitionedRateLimiter<Guid> _own = PartitionedRateLimiter.Create<Guid, Guid>(person =>
        RateLimitPartition.GetConcurrencyLimiter(person, _ => new() { PermitLimit = limits.Streams, QueueLimit = 0 }));

    /// <summary>Acquires one of a person's slots for event streams.</summary>
    /// <returns>The slot, to be disposed; null when all are in use.</returns>
    public async Task<OpenPlace?> TakeStreamAsync(Guid person)
    {
        var here = _own.AttemptAcquire(person);
        var place = new OpenPlace(this, person, RandomNumberGenerator.GetHexString(16), here);
        if (here.IsAcquired && await place.ConfirmAsync())
            return place;

        here.Dispose();
        return null;
    }

    /// <inheritdoc />
    public void Dispose() => _own.Dispose();

    internal async Task<bool> HoldAsync(Guid person, string name) =>
        await shared.AskAsync(HoldScript, [Key(person)], [name, limits.Streams, (long)Life.TotalMilliseconds]) is not 0;

    internal void Free(Guid person, string name) => shared.Remove(Key(person), name);

    private static string Key(Guid person) => $"{{limits}}:streams:{person:N}";
}

/// <summary>A slot in use.</summary>
public sealed class OpenPlace(OpenPlaces places, Guid person, string name, RateLimitLease here) : IDisposable
{
    /// <summary>Confirms that the slot is still in use; call it several times a minute.</summary>
    /// <returns>False when it was lost meanwhile and no other is free.</returns>
    public Task<bool> ConfirmAsync() => places.HoldAsync(person, name);

    /// <inheritdoc />
    public void Dispose()
    {
        places.Free(person, name);
        here.Dispose();
    }
}
