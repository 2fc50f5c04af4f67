using StackExchange.Redis;

namespace TaskJuice.Core.Storage;

/// <summary>Optional access to Redis: calls time out after half a second, and Redis is skipped for a while after a timeout.</summary>
internal sealed class PatientRedis(IConnectionMultiplexer redis, TimeProvider clock)
{
    // A hanging Redis must not make every request hang.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _hungAt;

    /// <summary>Makes one call.</summary>
    /// <param name="ask">The call.</param>
    /// <param name="unanswered">Receives the reason when the call failed.</param>
    /// <returns>The result, or the default when Redis is unavailable.</returns>
    public async Task<T?> AskAsync<T>(Func<IDatabase, Task<T>> ask, Action<string> unanswered)
    {
        if (!redis.IsConnected || Interlocked.Read(ref _hungAt) is var hung and not 0 && clock.GetElapsedTime(hung) < Pause)
            return default;

        try
        {
            return await ask(redis.GetDatabase()).WaitAsync(Patience, clock);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Interlocked.Exchange(ref _hungAt, clock.GetTimestamp());
            unanswered(failure.Message);
            return default;
        }
    }
}
