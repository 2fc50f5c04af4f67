using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;
using Secret = TaskJuice.Core.Vault.Secret;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>
/// Pending authorizations in Redis, found by the hash of their state, encrypted, usable once. Looking does not use one up: a wrong
/// browser must not be able to burn the right one's.
/// </summary>
public sealed class PendingAuthorizations(IConnectionMultiplexer redis, IDataProtectionProvider protection)
{
    /// <summary>How long a person may take at the provider.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.PendingAuthorization.v1");

    /// <summary>Stores it under its state.</summary>
    /// <returns>The hash the state can be found by.</returns>
    public async Task<string> AddAsync(Secret state, PendingAuthorization pending)
    {
        var hash = Hash(state);
        await redis.GetDatabase().StringSetAsync(Key(hash), _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(pending)), Life);
        return hash;
    }

    /// <summary>Looks at it, used or not; null when the state is unknown or too old.</summary>
    public async Task<PendingAuthorization?> LookAsync(Secret state)
    {
        var database = redis.GetDatabase();
        var hash = Hash(state);
        var bytes = await database.StringGetAsync(Key(hash));
        if (bytes.IsNull)
            bytes = await database.StringGetAsync(UsedKey(hash));

        try
        {
            return bytes.IsNull ? null : JsonSerializer.Deserialize<PendingAuthorization>(_protector.Unprotect((byte[])bytes!));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Uses it up. Of any number of callers exactly one gets true.</summary>
    public async Task<bool> TakeAsync(Secret state)
    {
        var hash = Hash(state);
        var taking = redis.GetDatabase().CreateTransaction();
        taking.AddCondition(Condition.KeyExists(Key(hash)));
        // Kept under another name, so that a second look at a used one finds its way to the result.
        _ = taking.KeyRenameAsync(Key(hash), UsedKey(hash));
        return await taking.ExecuteAsync();
    }

    /// <summary>Makes it unusable, because the person stopped.</summary>
    public Task DropAsync(string hash) => redis.GetDatabase().KeyDeleteAsync([Key(hash), UsedKey(hash)]);

    private static string Hash(Secret state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Reveal())));

    private static RedisKey Key(string hash) => $"oauth:pending:{hash}";

    private static RedisKey UsedKey(string hash) => $"oauth:used:{hash}";
}
