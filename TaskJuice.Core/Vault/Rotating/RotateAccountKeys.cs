using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>
/// Starts the rotation of accounts' keys; <see cref="AdvanceKeyRotations"/> continues it until the old version is destroyed.
/// </summary>
public sealed class RotateAccountKeys(TaskJuiceDb db, AccountKeys keys)
{
    /// <summary>Creates a pending version for each account without one, and a first key for an account that lost its keys.</summary>
    /// <param name="only">One account, or null for all.</param>
    /// <param name="stop">Stops between accounts; rotations already started are kept.</param>
    /// <returns>How many rotations were started. Missing accounts, and those with a pending version, do not count.</returns>
    public async Task<int> StartAsync(Guid? only, CancellationToken stop)
    {
        var started = 0;
        foreach (var account in only is { } one ? [one] : await AccountsAsync(stop))
            if (await StartOneAsync(account, stop))
                started++;
        return started;
    }

    private async Task<List<Guid>> AccountsAsync(CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        return await session.AccountKeys.Select(key => key.AccountId).Distinct().ToListAsync(stop);
    }

    private async Task<bool> StartOneAsync(Guid account, CancellationToken stop)
    {
        var rows = await RowsAsync(account, stop);
        if (rows.Exists(key => key.State == AccountKeyState.Pending))
            return false;

        // Its keys were lost, and what they encrypted with them; but its people can connect again.
        if (rows.Count == 0)
            return await AddAsync(account, [await keys.FirstAsync(account, stop)], stop);

        List<AccountKey> made = [await keys.NewAsync(account, rows.Max(key => key.Version) + 1, AccountKeyState.Pending, stop)];
        if (!rows.Exists(key => key.Version == AccountKey.Fingerprints))
            made.Add(await keys.KeepFingerprintsAsync(rows.Single(key => key.Version == 1), stop));
        return await AddAsync(account, made, stop);
    }

    private async Task<List<AccountKey>> RowsAsync(Guid account, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        return await session.AccountKeys.AsNoTracking().ToListAsync(stop);
    }

    private async Task<bool> AddAsync(Guid account, List<AccountKey> made, CancellationToken stop)
    {
        await using var session = await AccountSession.OpenAsync(db, account, stop);
        made.ForEach(session.Add);
        try
        {
            await session.SaveAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            // The account does not exist, or another process started the rotation concurrently.
            return false;
        }
    }
}
