using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>The result of one pass over the rotations in progress.</summary>
/// <param name="Promoted">Pending versions that became active.</param>
/// <param name="Rewrapped">Credentials moved to a newer version.</param>
/// <param name="Unreadable">Credentials that cannot be decrypted.</param>
/// <param name="Waiting">What is still encrypted under older versions.</param>
/// <param name="Retired">Versions destroyed.</param>
public sealed record TurnResult(int Promoted, int Rewrapped, int Unreadable, int Waiting, int Retired);

/// <summary>
/// Advances rotations: a version that has been visible long enough becomes active, credentials are rewrapped to it, and the previous
/// version is destroyed when nothing needs it. Every step checks the current state before it writes, so any number of processes can run it
/// concurrently.
/// </summary>
public sealed partial class AdvanceKeyRotations(
    TaskJuiceDb db, RewrapSecrets rewrap, SealedStores stores, VaultLimits limits, TimeProvider clock, ILogger<AdvanceKeyRotations> log)
{
    /// <summary>Performs every step that is due, for all accounts.</summary>
    /// <param name="stop">Stops between batches; the next pass continues.</param>
    public async Task<TurnResult> TurnAsync(CancellationToken stop)
    {
        var sum = new TurnResult(0, 0, 0, 0, 0);
        foreach (var account in await UnderWayAsync(stop))
        {
            var promoted = await PromoteAsync(account, stop) ? 1 : 0;
            var moved = await RewrapAsync(account, stop);
            var (waiting, retired) = await RetireAsync(account, stop);
            sum = new(
                sum.Promoted + promoted, sum.Rewrapped + moved.Done, sum.Unreadable + moved.Unreadable, sum.Waiting + waiting,
                sum.Retired + retired);
        }

        VaultMetrics.ToRewrap(sum.Waiting);
        if (sum is { Promoted: > 0 } or { Rewrapped: > 0 } or { Retired: > 0 })
            Turned(sum.Promoted, sum.Rewrapped, sum.Unreadable, sum.Waiting, sum.Retired);
        return sum;
    }

    private async Task<List<Guid>> UnderWayAsync(CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        return await session.AccountKeys.Where(key => key.State == AccountKeyState.Pending || key.State == AccountKeyState.DecryptOnly)
            .Select(key => key.AccountId).Distinct().ToListAsync(stop);
    }

    private async Task<bool> PromoteAsync(Guid account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var visibleSince = now - limits.PublishTime;
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        var pending = session.AccountKeys.Where(key => key.State == AccountKeyState.Pending && key.ChangedAt <= visibleSince);
        if (!await pending.AnyAsync(stop))
            return false;

        await session.AccountKeys.Where(key => key.State == AccountKeyState.Active).ExecuteUpdateAsync(
            key => key.SetProperty(row => row.State, AccountKeyState.DecryptOnly).SetProperty(row => row.ChangedAt, now), stop);
        if (await pending.ExecuteUpdateAsync(key => key.SetProperty(row => row.State, AccountKeyState.Active)
            .SetProperty(row => row.ChangedAt, now), stop) == 0)
            return false;

        await session.SaveAsync(stop);
        return true;
    }

    private async Task<RewrapCount> RewrapAsync(Guid account, CancellationToken stop)
    {
        var count = new RewrapCount(0, 0);
        foreach (var tenant in await db.TenantsOfAsync(account, stop))
            count += await rewrap.RewrapAsync(tenant, stop);
        return count;
    }

    private async Task<(int Waiting, int Retired)> RetireAsync(Guid account, CancellationToken stop)
    {
        var (waiting, retired) = (0, 0);
        foreach (var key in await DecryptOnlyAsync(account, stop))
        {
            var count = await stores.CountAsync(key, stop);
            waiting += count;
            if (count == 0 && await RetireAsync(key, stop))
                retired++;
        }

        return (waiting, retired);
    }

    private async Task<List<AccountKey>> DecryptOnlyAsync(Guid account, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        return await session.AccountKeys.AsNoTracking().Where(key => key.State == AccountKeyState.DecryptOnly).ToListAsync(stop);
    }

    // A transaction that started before the promotion may still encrypt with it, and one that read a credential before it was rewrapped may
    // still decrypt with it; so nothing is destroyed until both must have ended.
    private async Task<bool> RetireAsync(AccountKey key, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var quietSince = now - limits.PublishTime;
        await using var session = await AccountSession.OpenAsync(db, key.AccountId, stop);
        var quiet = session.AccountKeys.Where(
            row => row.Version == key.Version && row.State == AccountKeyState.DecryptOnly && row.ChangedAt <= quietSince);
        var done = await quiet.ExecuteUpdateAsync(
            row => row.SetProperty(found => found.State, AccountKeyState.Retired)
                .SetProperty(found => found.Wrapped, Array.Empty<byte>())
                .SetProperty(found => found.ChangedAt, now),
            stop);
        await session.SaveAsync(stop);
        return done == 1;
    }

    [LoggerMessage(
        LogLevel.Information,
        "Account keys: {Promoted} activated, {Rewrapped} credentials rewrapped, {Unreadable} unreadable, "
        + "{Waiting} still under older keys, {Retired} old keys destroyed")]
    private partial void Turned(int promoted, int rewrapped, int unreadable, int waiting, int retired);
}
