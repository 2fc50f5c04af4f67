using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Limiting;

/// <summary>Where all processes count together: Redis, asked in one round trip, and done without while it is away or hangs.</summary>
public sealed partial class SharedCounts(IConnectionMultiplexer redis, TimeProvider clock, ILogger<SharedCounts> log)
{
    private readonly PatientRedis _patient = new(redis, clock);

    /// <summary>Runs a script that answers a whole number.</summary>
    /// <returns>Its answer, or null when Redis does not take part.</returns>
    internal Task<long?> AskAsync(string script, RedisKey[] keys, RedisValue[] values) =>
        _patient.AskAsync(async store => (long?)await store.ScriptEvaluateAsync(script, keys, values), NotShared);

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

    [LoggerMessage(LogLevel.Warning, "Redis is unavailable, so each process enforces rate limits on its own: {Reason}")]
    private partial void NotShared(string reason);
}
