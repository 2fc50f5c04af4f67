using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

/// <summary>Asks the provider to revoke one queued grant, and stores the result. No transaction is open during the call.</summary>
public sealed partial class AskRevocation(
    TaskJuiceDb db, SecretVault vault, AppCatalog catalog, OAuthClients clients, RevocationEndpoint revocation,
    TimeProvider clock, ILogger<AskRevocation> log)
{
    /// <summary>Longer than the two calls of one attempt, for the refresh and the access token, may take.</summary>
    internal static readonly TimeSpan Lease = (ProviderHttp.Limit * 2) + TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    /// <summary>Claims a due row and sends the request; does nothing when another process has claimed it.</summary>
    internal async Task AskDueAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using (var session = await db.InWorkspaceAsync(tenant, stop))
        {
            var now = clock.GetUtcNow();
            var until = now + Lease;
            if (await session.Revocations.Where(row => row.Id == id && row.DueAt <= now && (row.HeldUntil == null || row.HeldUntil < now))
                .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.HeldUntil, until).SetProperty(row => row.Tries, row => row.Tries + 1), stop) == 0)
                return;
            await session.SaveAsync(stop);
        }

        await AskAsync(tenant, id);
    }

    /// <summary>
    /// Sends the request for a row this process holds. Not cancellable: the person who disconnected must see the outcome.
    /// </summary>
    internal async Task<AccessEnd> AskAsync(Tenant tenant, Guid id)
    {
        try
        {
            if (await OpenAsync(tenant, id) is not (var row, var tokens))
                return AccessEnd.Retrying;

            var end = await IsGrantSharedAsync(row) ? AccessEnd.Shared : await AskProviderAsync(row, tokens);
            if (row.EndsForAll && end is AccessEnd.Confirmed or AccessEnd.Unconfirmed)
                await LookAtOthersAsync(row);
            return await NoteAsync(tenant, id, end);
        }
        catch (Exception failure)
        {
            // The credential is already deleted, and the person must be told so. The request is repeated when the claim expires.
            CouldNotBeNoted(id, failure);
            return AccessEnd.Retrying;
        }
    }

    private async Task<(QueuedRevocation Row, IReadOnlyDictionary<string, Secret>? Tokens)?> OpenAsync(Tenant tenant, Guid id)
    {
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        if (await session.Revocations.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.DoneAt == null) is not { Envelope: { } envelope } row)
            return null;

        try
        {
            return (row, await vault.OpenAsync(session, row.Context, envelope, CancellationToken.None));
        }
        catch (VaultException failure)
        {
            CannotBeOpened(row.ConnectionId, failure);
            return (row, null);
        }
    }

    private async Task<bool> IsGrantSharedAsync(QueuedRevocation row)
    {
        await using var session = await SharedGrantSession.OpenAsync(db, SharedGrant.Of(row, catalog, clients), CancellationToken.None);
        return await session.IsNeededAsync(row.ConnectionId, row.CreatedAt, newerOnly: row.EndsForAll, CancellationToken.None);
    }

    private async Task<AccessEnd> AskProviderAsync(QueuedRevocation row, IReadOnlyDictionary<string, Secret>? tokens)
    {
        if (tokens is null || RevocationRequest.For(row, catalog, clients) is not { } request)
            return AccessEnd.Retrying;

        if (!await revocation.RevokeAsync(
            request, Of(CredentialNames.AccessToken), Of(CredentialNames.RefreshToken), CancellationToken.None))
            return AccessEnd.Retrying;
        return row.WasRefreshing ? AccessEnd.Unconfirmed : AccessEnd.Confirmed;

        Secret? Of(string name) => tokens.TryGetValue(name, out var token) ? token : null;
    }

    // Other connections that lost access with it are marked as soon as the provider confirms, not when a workflow next needs them.
    private async Task LookAtOthersAsync(QueuedRevocation row)
    {
        IReadOnlyList<(Tenant Tenant, Guid Id)> others;
        await using (var session = await SharedGrantSession.OpenAsync(db, SharedGrant.Of(row, catalog, clients), CancellationToken.None))
            others = await session.StandingAsync(row.ConnectionId, CancellationToken.None);

        var now = clock.GetUtcNow();
        var before = now - ConnectionWatch.UntilSure;
        foreach (var (tenant, id) in others)
        {
            await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
            await session.Leases.Where(lease => lease.ConnectionId == id && lease.DueAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.DueAt, _ => DateTimeOffset.UtcNow));
            await session.Watches.Where(watch => watch.ConnectionId == id && watch.ProbeAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(watch => watch.ProbeAt, now).SetProperty(watch => watch.RefusedAt, before));
            await session.SaveAsync(CancellationToken.None);
        }
    }

    private async Task<AccessEnd> NoteAsync(Tenant tenant, Guid id, AccessEnd end)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        if (await session.Revocations.FirstOrDefaultAsync(row => row.Id == id && row.DoneAt == null) is not { } row)
            return end;

        var (isFirst, isLast) = (row.End is null, end != AccessEnd.Retrying || now - row.CreatedAt > Patience);
        if (isLast && end == AccessEnd.Retrying)
        {
            end = AccessEnd.Unconfirmed;
            GivenUp(row.ConnectionId, row.App, row.Tries);
        }

        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Clamp(row.Tries - 1, 0, 10)));
        row.Note(end, isLast ? null : now + pause, now);
        var note = new AccessNote(end, row.App, row.Method).ToString();
        if (isFirst && row.By is { } person)
            session.Add(new AuditEvent(tenant, row.ConnectionId, AuditKind.Disconnected, person, now, note));
        else if (isLast)
            session.Add(new AuditEvent(tenant, row.ConnectionId, AuditKind.AccessEnded, null, now, note));
        await session.SaveAsync(CancellationToken.None);
        return end;
    }

    [LoggerMessage(LogLevel.Error, "Could not decrypt the tokens needed to revoke access for connection {Connection}")]
    private partial void CannotBeOpened(Guid connection, Exception failure);

    [LoggerMessage(LogLevel.Error, "Could not store the outcome of revocation {Revocation}; it will be tried again")]
    private partial void CouldNotBeNoted(Guid revocation, Exception failure);

    [LoggerMessage(
        LogLevel.Error,
        "Giving up on revoking access for connection {Connection} ({App}) after {Tries} attempts; "
        + "someone has to revoke it at the provider")]
    private partial void GivenUp(Guid connection, string app, int tries);
}
