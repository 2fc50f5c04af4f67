using System.Security.Cryptography;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Caches account keys that this process has unwrapped, so that calls are independent of the provider's cost and outages. The key's row is
/// still read each time: a destroyed or changed key is not found here.
/// </summary>
public sealed class AccountKeyCache : IDisposable
{
    // While the provider is unavailable, it is retried at this interval rather than with every call.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(Guid AccountId, int Version), Entry> _entries = [];
    private readonly KeyEncryptionProvider _encryption;
    private readonly VaultLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ITimer? _sweep;

    /// <summary>Creates a cache for a provider, with these lifetimes.</summary>
    public AccountKeyCache(KeyEncryptionProvider encryption, VaultLimits limits, TimeProvider clock)
    {
        _encryption = encryption;
        _limits = limits;
        _clock = clock;
        if (limits.KeyCacheLife > TimeSpan.Zero)
            _sweep = clock.CreateTimer(_ => Sweep(), null, limits.KeyCacheLife, limits.KeyCacheLife);
    }

    /// <summary>The unwrapped key, as a copy that the caller wipes.</summary>
    /// <exception cref="VaultException">It cannot be unwrapped.</exception>
    /// <exception cref="KeyServiceException">The provider is unavailable, and the key is not cached.</exception>
    internal async Task<byte[]> OpenAsync(AccountKey row, CancellationToken stop)
    {
        if (Find(row, fresh: true) is { } known)
            return known;

        try
        {
            var key = await _encryption.UnwrapAsync(row.Key, row.Context, stop);
            Keep(row, key);
            return key;
        }
        catch (KeyServiceException failure)
        {
            if (failure.IsRefusal)
                Forget((row.AccountId, row.Version));
            if (Find(row, fresh: false) is not { } stale)
                throw;
            return stale;
        }
    }

    /// <summary>Wipes all cached keys.</summary>
    public void Dispose()
    {
        _sweep?.Dispose();
        lock (_entries)
            foreach (var key in _entries.Keys.ToList())
                Forget(key);
    }

    private byte[]? Find(AccountKey row, bool fresh)
    {
        var now = _clock.GetUtcNow();
        lock (_entries)
        {
            if (!_entries.TryGetValue((row.AccountId, row.Version), out var entry)
                || entry.By != row.WrappedBy || !entry.Wrapped.AsSpan().SequenceEqual(row.Wrapped))
                return null;
            if (now >= (fresh ? entry.AskAgainAt : entry.EndsAt))
                return null;
            if (!fresh)
                entry.AskAgainAt = now + (_limits.KeyCacheLife < LongestPause ? _limits.KeyCacheLife : LongestPause);
            return entry.Key.ToArray();
        }
    }

    private void Keep(AccountKey row, byte[] key)
    {
        if (_limits.KeyCacheLife == TimeSpan.Zero)
            return;

        var now = _clock.GetUtcNow();
        lock (_entries)
        {
            Forget((row.AccountId, row.Version));
            _entries[(row.AccountId, row.Version)] = new(row.WrappedBy, row.Wrapped, key.ToArray(), now + _limits.OutageLife)
            {
                AskAgainAt = now + _limits.KeyCacheLife,
            };
        }
    }

    // Keys kept for an outage are removed when they expire, even without a request.
    private void Sweep()
    {
        var now = _clock.GetUtcNow();
        lock (_entries)
            foreach (var (key, _) in _entries.Where(entry => entry.Value.EndsAt <= now).ToList())
                Forget(key);
    }

    private void Forget((Guid AccountId, int Version) key)
    {
        lock (_entries)
            if (_entries.Remove(key, out var entry))
                CryptographicOperations.ZeroMemory(entry.Key);
    }

    private sealed record Entry(string By, byte[] Wrapped, byte[] Key, DateTimeOffset EndsAt)
    {
        public DateTimeOffset AskAgainAt { get; set; }
    }
}
