using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using Secret = TaskJuice.Core.Vault.Secret;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Pending authorizations, encrypted, looked up by the hash of their state, and redeemable once. Redis serves reads; the row of the attempt
/// has a copy and decides which caller redeems. Looking one up does not redeem it, so that the wrong browser cannot use up the state.
/// </summary>
public sealed class PendingAuthorizations(
    TaskJuiceDb db, ConnectFlows flows, StateSignature signature, RememberedStates remembered,
    IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a person may take at the provider.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.PendingAuthorization.v2");

    /// <summary>
    /// Stores it under its state, together with the flow it starts. An earlier state of the same flow is no longer valid.
    /// </summary>
    public async Task AddAsync(ConnectFlow flow, Secret state, PendingAuthorization pending)
    {
        var (hash, earlier) = (Hash(state), (string?)null);
        var sealedRecord = Of(hash).Protect(JsonSerializer.SerializeToUtf8Bytes(pending with { EndsAt = flow.EndsAt }));
        await flows.BeginAsync(flow, attempt =>
        {
            earlier = attempt.StateHash;
            attempt.GoesToProvider(hash, sealedRecord);
        });
        if (earlier is not null)
            await remembered.EndAsync(earlier);
        await remembered.RememberAsync(hash, new(sealedRecord, IsUsed: false), flow.EndsAt - clock.GetUtcNow());
    }

    /// <summary>Looks it up, redeemed or not; null when the state is unknown, expired, or no longer valid.</summary>
    public async Task<PendingAuthorization?> LookAsync(Secret state)
    {
        if (!await signature.IsCurrentAsync(state))
            return null;

        var hash = Hash(state);
        return await remembered.FindAsync(hash) switch
        {
            { IsOver: true } => null,
            { } known when Read(hash, known) is { } pending => pending,
            _ => await LookAtRowAsync(state),
        };
    }

    /// <summary>Like <see cref="LookAsync"/>, but from the row of the attempt, which is authoritative when the two differ.</summary>
    public async Task<PendingAuthorization?> LookAtRowAsync(Secret state)
    {
        var (hash, now) = (Hash(state), clock.GetUtcNow());
        await using var session = await AttemptSession.OpenAsync(db, hash, CancellationToken.None);
        if (await session.Attempts.AsNoTracking().FirstOrDefaultAsync(row => row.EndsAt > now) is not { Pending: { } bytes } attempt
            || Read(hash, new(bytes, attempt.TakenAt is not null)) is not { } pending)
            return null;

        await remembered.RememberAsync(hash, new(bytes, pending.IsUsed), pending.EndsAt - now);
        return pending;
    }

    /// <summary>Redeems the state. Of any number of concurrent callers, exactly one gets true.</summary>
    /// <param name="state">The state.</param>
    /// <param name="flow">The flow of its record: the state of another row is not redeemed for it.</param>
    public async Task<bool> RedeemAsync(Secret state, Guid flow)
    {
        var (hash, now) = (Hash(state), clock.GetUtcNow());
        await using (var session = await AttemptSession.OpenAsync(db, hash, CancellationToken.None))
        {
            var taken = await session.Attempts.Where(row => row.Id == flow && row.TakenAt == null && row.EndsAt > now)
                .ExecuteUpdateAsync(row => row.SetProperty(attempt => attempt.TakenAt, now));
            await session.SaveAsync(CancellationToken.None);
            if (taken != 1)
                return false;
        }

        await remembered.UseAsync(hash);
        return true;
    }

    private PendingAuthorization? Read(string hash, RememberedState known)
    {
        try
        {
            return JsonSerializer.Deserialize<PendingAuthorization>(Of(hash).Unprotect(known.Pending)) is { } pending
                && pending.EndsAt > clock.GetUtcNow()
                ? pending with { IsUsed = known.IsUsed }
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Bound to the state it is stored under, so that two records cannot be swapped.
    private IDataProtector Of(string hash) => _protector.CreateProtector(hash);

    private static string Hash(Secret state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Reveal())));
}
