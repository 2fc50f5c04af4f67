using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TaskJuice.Core.Vault;

/// <summary>
/// The highest version of each connection's credential that this system has stored or given up. It is kept in Redis, out of reach of
/// whoever can only write the database: a credential that was put back there is older than its mark. A mark that is lost or cannot be
/// read takes nothing away but this protection; the next opening sets it again.
/// </summary>
public sealed partial class HighWaterMarks(IConnectionMultiplexer redis, TimeProvider clock, ILogger<HighWaterMarks> log)
{
    // Raised in one step, because two processes may store two versions at the same moment.
    private const string RaiseScript = """
        local mark = tonumber(redis.call('HGET', KEYS[1], ARGV[1]))
        if not mark or mark < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
        """;

    // A Redis that hangs must not make every call with a credential hang along.
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

    /// <summary>Nothing below this version opens any more. Nobody waits for it.</summary>
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

    /// <summary>An operator restored the database on purpose: what it holds now is the truth.</summary>
    /// <param name="accounts">The accounts whose marks are forgotten.</param>
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
