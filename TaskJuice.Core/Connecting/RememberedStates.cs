using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>The record of a state in Redis.</summary>
/// <param name="Pending">The encrypted record; empty when the state is no longer valid.</param>
/// <param name="IsUsed">True when the provider's response has already been received.</param>
internal readonly record struct RememberedState(byte[] Pending, bool IsUsed)
{
    /// <summary>True when the attempt was cancelled, or restarted with another state.</summary>
    public bool IsOver => Pending.Length == 0;
}

/// <summary>
/// Caches the states of authorization requests in Redis for as long as responses are accepted. When Redis is unavailable, slow, or has lost
/// data, the row of the attempt is used, which is authoritative anyway.
/// </summary>
public sealed partial class RememberedStates(IConnectionMultiplexer redis, TimeProvider clock, ILogger<RememberedStates> log)
{
    private const byte Open = 0;
    private const byte Used = 1;

    // Only existing keys are marked: a new key would have no expiry.
    private const string MarkUsed = "if redis.call('strlen', KEYS[1]) > 0 then redis.call('setrange', KEYS[1], 0, ARGV[1]) end return 0";
    private const string MarkOver = "if redis.call('strlen', KEYS[1]) > 0 then redis.call('set', KEYS[1], ARGV[1], 'keepttl') end return 0";

    // A person waits for the callback page, and the database can answer instead.
    private readonly PatientRedis _redis = new(redis, clock);

    internal Task RememberAsync(string hash, RememberedState state, TimeSpan life) =>
        life <= TimeSpan.Zero ? Task.CompletedTask : AskAsync(
            store => store.StringSetAsync(Key(hash), (byte[])[state.IsUsed ? Used : Open, .. state.Pending], life));

    /// <summary>Returns null when Redis is unavailable or does not have it.</summary>
    internal async Task<RememberedState?> FindAsync(string hash) =>
        (byte[]?)await AskAsync(store => store.StringGetAsync(Key(hash))) is [var mark, .. var pending] ? new(pending, mark == Used) : null;

    internal Task UseAsync(string hash) => AskAsync(store => store.ScriptEvaluateAsync(MarkUsed, [Key(hash)], [(byte[])[Used]]));

    /// <summary>Marks the state as no longer valid until it expires.</summary>
    internal Task EndAsync(string hash) => AskAsync(store => store.ScriptEvaluateAsync(MarkOver, [Key(hash)], [(byte[])[Open]]));

    private Task<T?> AskAsync<T>(Func<IDatabase, Task<T>> ask) => _redis.AskAsync(ask, NotRemembered);

    private static RedisKey Key(string hash) => $"oauth-state:{hash}";

    [LoggerMessage(LogLevel.Warning, "Redis is unavailable for an authorization request; using its database row instead: {Reason}")]
    private partial void NotRemembered(string reason);
}
