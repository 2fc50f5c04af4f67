using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TaskJuice.Core.Vault;

/// <summary>
/// The highest version of each connection's credential that was stored or deleted. Kept in Redis, so that write access to the database is
/// not enough to restore an old credential: it would be older than its mark. Losing a mark removes only this protection; the next
/// decryption sets it again.
/// </summary>
public sealed partial class HighWaterMarks(IConnectionMultiplexer redis, TimeProvider clock, ILogger<HighWaterMarks> log)
{
    // Raised atomically, because two processes may store two versions concurrently.
    private const string RaiseScript = """
        local mark = tonumber(redis.call('HGET', KEYS[1], ARGV[1]))
        if not mark or mark < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
        """;

    // A hanging Redis must not make every call with a credential hang.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _hungAt;

    /// <summary>The mark of a connection.</summary>
    /// <returns>0 when there is none, or when Redis does not say.</returns>
    internal async Task<int> ReadAsync(Guid account, Guid connection)
    {
        if (!redis.IsConnected || Interlocked.Read(ref _hungAt) is var hung and not 0 && clock.GetElapsedTime(hung) < Pause)
            return 0;

        try
        {
            var mark = await redis.GetDatabase().HashGetAsync(Key(account), Field(connection)).WaitAsync(Patience, clock);
            return mark.TryParse(out int version) ? version : 0;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Interlocked.Exchange(ref _hungAt, clock.GetTimestamp());
            Unread(failure.Message);
            return 0;
        }
    }

    /// <summary>Blocks all versions below this one, without waiting.</summary>
    internal void Raise(Guid account, Guid connection, int version)
    {
        try
        {
            redis.GetDatabase().ScriptEvaluate(RaiseScript, [Key(account)], [Field(connection), version], CommandFlags.FireAndForget);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Unread(failure.Message);
        }
    }

    /// <summary>Deletes the marks after an operator restored the database deliberately: its content is then authoritative.</summary>
    /// <param name="accounts">The accounts whose marks are deleted.</param>
    public async Task ForgetAsync(IEnumerable<Guid> accounts)
    {
        foreach (var account in accounts)
            await redis.GetDatabase().KeyDeleteAsync(Key(account));
    }

    private static RedisKey Key(Guid account) => $"{account:N}:vault:marks";

    private static RedisValue Field(Guid connection) => connection.ToString("N");

    [LoggerMessage(LogLevel.Warning, "Redis is unavailable, so restored old credentials cannot be detected: {Reason}")]
    private partial void Unread(string reason);
}
