using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using StackExchange.Redis;

namespace TaskJuice.Core.Limiting;

/// <summary>
/// A sliding-window rate limiter across all processes, in Redis. While Redis is unavailable, each process limits by itself with the same
/// algorithm: ten segments per window.
/// </summary>
public sealed class Tally(SharedCounts shared) : IDisposable
{
    private const int Segments = 10;

    // Counts under every key or, when one is exhausted, under none; a rejected call counts nothing. Uses the clock of Redis. A key holds
    // one number for each segment, so its size is constant, and it expires by itself.
    private const string TakeScript = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local wait = 0
        for number, key in ipairs(KEYS) do
            local most, length = tonumber(ARGV[number * 2 - 1]), tonumber(ARGV[number * 2])
            local current = math.floor(now / length)
            local oldest, taken = current, 0
            local counts = redis.call('HGETALL', key)
            for place = 1, #counts, 2 do
                local segment = tonumber(counts[place])
                if segment > current - 10 then
                    oldest, taken = math.min(oldest, segment), taken + tonumber(counts[place + 1])
                else
                    redis.call('HDEL', key, counts[place])
                end
            end
            if taken >= most then wait = math.max(wait, (oldest + 10) * length - now, 1) end
        end
        if wait > 0 then return wait end
        for number, key in ipairs(KEYS) do
            local length = tonumber(ARGV[number * 2])
            redis.call('HINCRBY', key, string.format('%.0f', math.floor(now / length)), 1)
            redis.call('PEXPIRE', key, length * 10)
        end
        return 0
        """;

    private readonly ConcurrentDictionary<Limit, PartitionedRateLimiter<string>> _own = new();

    /// <summary>Counts one action under every limit, unless one of them is exhausted.</summary>
    /// <param name="deeds">The limits, each with its subject.</param>
    /// <returns>Null when the action is allowed; otherwise how long to wait.</returns>
    public async Task<TimeSpan?> TakeAsync(params (Limit Limit, string Subject)[] deeds)
    {
        var keys = deeds.Select(deed => Key(deed.Limit, deed.Subject)).ToArray();
        var wait = await shared.AskAsync(
            TakeScript, [.. keys.Select(key => (RedisKey)key)],
            [.. deeds.SelectMany(deed => (RedisValue[])[deed.Limit.Most, (long)deed.Limit.Per.TotalMilliseconds / Segments])]);
        return wait switch
        {
            null => TakeHere(deeds.Select(deed => deed.Limit).Zip(keys)),
            0 => null,
            { } milliseconds => TimeSpan.FromMilliseconds(milliseconds),
        };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var limiter in _own.Values)
            limiter.Dispose();
    }

    // Hashed, because a typed subject may be long and is private. The braces keep the keys of one script on one cluster node.
    private static string Key(Limit limit, string subject)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{limit.Name} {limit.Per.Ticks} {subject}"));
        return $"{{limits}}:{Convert.ToHexString(hash.AsSpan(0, 16))}";
    }

    private TimeSpan? TakeHere(IEnumerable<(Limit Limit, string Key)> deeds)
    {
        foreach (var (limit, key) in deeds)
        {
            using var lease = _own.GetOrAdd(limit, Limiter).AttemptAcquire(key);
            if (!lease.IsAcquired)
                return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : limit.Per / Segments;
        }

        return null;
    }

    private static PartitionedRateLimiter<string> Limiter(Limit limit) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new() { PermitLimit = limit.Most, Window = limit.Per, SegmentsPerWindow = Segments, QueueLimit = 0 }));
}
