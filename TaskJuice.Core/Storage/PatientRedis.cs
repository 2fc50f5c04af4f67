using StackExchange.Redis;

namespace TaskJuice.Core.Storage;

/// <summary>Redis for those who can do without it: asked for half a second, and left alone for a while once it hung.</summary>
internal sealed class PatientRedis(IConnectionMultiplexer redis, TimeProvider clock)
{
    // A Redis that hangs must not make every request hang along.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _hungAt;

    /// <summary>Asks for one answer.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="unanswered">Gets the reason when it was asked and did not answer.</param>
    /// <returns>The answer, or the default when Redis does not take part.</returns>
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
