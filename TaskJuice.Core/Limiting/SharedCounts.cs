using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TaskJuice.Core.Limiting;

/// <summary>Where all processes count together: Redis, asked in one round trip, and done without while it is away or hangs.</summary>
public sealed partial class SharedCounts(IConnectionMultiplexer redis, TimeProvider clock, ILogger<SharedCounts> log)
{
    // A Redis that hangs must not make every request hang along.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _hungAt;

    /// <summary>Runs a script that answers a whole number.</summary>
    /// <returns>Its answer, or null when Redis does not take part.</returns>
    internal async Task<long?> AskAsync(string script, RedisKey[] keys, RedisValue[] values)
    {
        if (!redis.IsConnected || Interlocked.Read(ref _hungAt) is var hung and not 0 && clock.GetElapsedTime(hung) < Pause)
            return null;

        try
        {
            return (long)await redis.GetDatabase().ScriptEvaluateAsync(script, keys, values).WaitAsync(Patience, clock);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Interlocked.Exchange(ref _hungAt, clock.GetTimestamp());
            NotShared(failure.Message);
            return null;
        }
    }

    /// <summary>Takes a member out of a set. Nobody waits for it.</summary>
    internal void Remove(RedisKey set, RedisValue member)
    {
        try
        {
            redis.GetDatabase().SortedSetRemove(set, member, CommandFlags.FireAndForget);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            NotShared(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis does not take part in counting; until it does, each process keeps the limits by itself: {Reason}")]
    private partial void NotShared(string reason);
}
