using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using Secret = TaskJuice.Core.Vault.Secret;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>
/// Pending authorizations, found by the hash of their state, encrypted, usable once. Looking does not use one up: a wrong browser must
/// not be able to burn the right one's.
/// </summary>
public sealed class PendingAuthorizations(TaskJuiceDb db, ConnectFlows flows, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a person may take at the provider.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.PendingAuthorization.v2");

    /// <summary>Stores it under its state, together with the flow it begins. An earlier state of the same flow no longer counts.</summary>
    public Task AddAsync(ConnectFlow flow, Secret state, PendingAuthorization pending) => flows.BeginAsync(
        flow, attempt => attempt.GoesToProvider(Hash(state), Of(state).Protect(JsonSerializer.SerializeToUtf8Bytes(pending))));

    /// <summary>Looks at it, used or not; null when the state is unknown or too old.</summary>
    public async Task<PendingAuthorization?> LookAsync(Secret state)
    {
        var now = clock.GetUtcNow();
        await using var session = await AttemptSession.OpenAsync(db, Hash(state), CancellationToken.None);
        var attempt = await session.Attempts.AsNoTracking().FirstOrDefaultAsync(row => row.EndsAt > now);
        try
        {
            return attempt?.Pending is { } bytes
                ? JsonSerializer.Deserialize<PendingAuthorization>(Of(state).Unprotect(bytes))! with { IsUsed = attempt.TakenAt is not null }
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Uses it up. Of any number of callers exactly one gets true.</summary>
    public async Task<bool> TakeAsync(Secret state)
    {
        var now = clock.GetUtcNow();
        await using var session = await AttemptSession.OpenAsync(db, Hash(state), CancellationToken.None);
        var taken = await session.Attempts.Where(row => row.TakenAt == null && row.EndsAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(attempt => attempt.TakenAt, now));
        await session.SaveAsync(CancellationToken.None);
        return taken == 1;
    }

    // It opens for the state it was stored under, so that two records cannot change places.
    private IDataProtector Of(Secret state) => _protector.CreateProtector(Hash(state));

    private static string Hash(Secret state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Reveal())));
}
