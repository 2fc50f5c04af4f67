using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Limiting;

/// <summary>
/// Counters shared by all processes in Redis, with one round trip each. Optional: callers continue while Redis is unavailable.
/// </summary>
public sealed partial class SharedCounts(IConnectionMultiplexer redis, TimeProvider clock, ILogger<SharedCounts> log)
{
    private readonly PatientRedis _patient = new(redis, clock);

    /// <summary>Runs a script that returns an integer.</summary>
    /// <returns>Its result, or null when Redis is unavailable.</returns>
    internal Task<long?> AskAsync(string script, RedisKey[] keys, RedisValue[] values) =>
        _patient.AskAsync(async store => (long?)await store.ScriptEvaluateAsync(script, keys, values), NotShared);

    /// <summary>Removes a member of a set, without waiting.</summary>
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
