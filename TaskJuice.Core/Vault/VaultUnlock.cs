using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Unlocks this database's vault for this process: nothing is encrypted or decrypted before the known value of <see cref="VaultKey"/> has
/// been decrypted. Otherwise, a process with another key-encryption key would write data that the others cannot read.
/// </summary>
public sealed partial class VaultUnlock(
    IServiceScopeFactory scopes, KeyEncryptionProvider encryption, TimeProvider clock, ILogger<VaultUnlock> log) : IDisposable
{
    private static readonly byte[] Known = "TaskJuice"u8.ToArray();
    private static readonly byte[] KnownContext = "taskjuice.known"u8.ToArray();

    // How long an unavailable key service is not retried by callers that can do without the vault.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile byte[]? _key;
    private long _failedAt;

    /// <summary>True once the known value has been decrypted.</summary>
    public bool IsOpen => _key is not null;

    /// <summary>
    /// Unlocks the vault when the process starts. Without the database or key service the process starts anyway, but is not ready.
    /// </summary>
    /// <exception cref="OptionsValidationException">The key does not match this database, or its provider refuses.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        try
        {
            await OpenAsync(stop);
        }
        catch (Exception failure)
            when (failure is DbException or KeyServiceException or InvalidOperationException { InnerException: DbException })
        {
            NotYet(failure.Message);
        }
    }

    /// <summary>Unlocks the vault if it is locked, unless that failed a moment ago.</summary>
    /// <returns>False while the key service is unavailable.</returns>
    /// <exception cref="OptionsValidationException">The key does not match this database, or its provider refuses.</exception>
    internal async ValueTask<bool> TryOpenAsync(CancellationToken stop)
    {
        if (IsOpen)
            return true;
        if (Interlocked.Read(ref _failedAt) is var failed and not 0 && clock.GetElapsedTime(failed) < Pause)
            return false;

        try
        {
            await OpenAsync(stop);
        }
        catch (KeyServiceException)
        {
            // Logged once at startup; after that, the health check reports it.
        }
        return IsOpen;
    }

    /// <summary>The vault's own key; the first caller unlocks it.</summary>
    /// <exception cref="OptionsValidationException">The key does not match this database, or its provider refuses.</exception>
    /// <exception cref="KeyServiceException">The key service is unavailable.</exception>
    internal async ValueTask<byte[]> OpenAsync(CancellationToken stop)
    {
        if (_key is { } open)
            return open;

        await _turn.WaitAsync(stop);
        try
        {
            return _key ??= await ReadAsync(stop);
        }
        catch (VaultException)
        {
            throw KeyEncryptionProvider.Wrong(
                $"{encryption.Setting} does not match the key that this database was encrypted with, "
                + "so nothing was read or written; set it to the key used before.");
        }
        catch (KeyServiceException failure) when (failure.IsRefusal)
        {
            throw KeyEncryptionProvider.Wrong(failure.Message);
        }
        finally
        {
            if (!IsOpen)
                Interlocked.Exchange(ref _failedAt, clock.GetTimestamp());
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<byte[]> ReadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TaskJuiceDb>();
        await encryption.CurrentAsync(stop);
        if (await db.VaultKeys.AsNoTracking().SingleOrDefaultAsync(stop) is { } row)
            return await OpenRowAsync(row, stop);

        await AccountKeysMustOpenAsync(db, stop);
        return await MakeAsync(db, stop);
    }

    private async Task<byte[]> OpenRowAsync(VaultKey row, CancellationToken stop)
    {
        var key = await encryption.UnwrapAsync(row.Key, KeyContext.OfVault, stop);
        return Envelope.Decrypt(row.Known, key, KnownContext).AsSpan().SequenceEqual(Known)
            ? key : throw new VaultException("The known value is another one.");
    }

    // If the row is missing and accounts have keys, another key-encryption key must not create a second vault key.
    private async Task AccountKeysMustOpenAsync(TaskJuiceDb db, CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        if (await session.AccountKeys.FirstOrDefaultAsync(key => key.State != AccountKeyState.Retired, stop) is { } key)
            CryptographicOperations.ZeroMemory(await encryption.UnwrapAsync(key.Key, key.Context, stop));
    }

    private async Task<byte[]> MakeAsync(TaskJuiceDb db, CancellationToken stop)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var known = Envelope.Encrypt(Known, key, KnownContext);
        db.Add(new VaultKey(await encryption.WrapAsync(key, KeyContext.OfVault, stop), known, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(stop);
            return key;
        }
        catch (DbUpdateException)
        {
            // Another process was first; its key is used, if it can be unwrapped.
            db.ChangeTracker.Clear();
            return await OpenRowAsync(await db.VaultKeys.AsNoTracking().SingleAsync(stop), stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not unlock the vault; this process is not ready and keeps trying: {Reason}")]
    private partial void NotYet(string reason);
}
