using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using Secret = TaskJuice.Core.Vault.Secret;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Pending authorizations, found by the hash of their state, encrypted, usable once. Redis answers for them; the row of the attempt has a copy and
/// decides who uses one up. Looking does not use one up: a wrong browser must not be able to burn the right one's.
/// </summary>
public sealed class PendingAuthorizations(
    TaskJuiceDb db, ConnectFlows flows, StateSignature signature, RememberedStates remembered, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a person may take at the provider.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.PendingAuthorization.v2");

    /// <summary>Stores it under its state, together with the flow it begins. An earlier state of the same flow no longer counts.</summary>
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

    /// <summary>Looks at it, used or not; null when the state was not made here, is too old, or no longer counts.</summary>
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

    /// <summary>As <see cref="LookAsync"/>, from the row of the attempt, which is right when the two differ.</summary>
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

    /// <summary>Uses it up. Of any number of callers exactly one gets true.</summary>
    /// <param name="state">The state.</param>
    /// <param name="flow">The flow of its record: the state of another row is not used up for it.</param>
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
            return JsonSerializer.Deserialize<PendingAuthorization>(Of(hash).Unprotect(known.Pending)) is { } pending && pending.EndsAt > clock.GetUtcNow()
                ? pending with { IsUsed = known.IsUsed }
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // It opens for the state it was stored under, so that two records cannot change places.
    private IDataProtector Of(string hash) => _protector.CreateProtector(hash);

    private static string Hash(Secret state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Reveal())));
}
