using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

/// <summary>The refresh schedule of a connection's token.</summary>
/// <param name="At">When the next refresh is due, or null when none is scheduled.</param>
/// <param name="Failures">Consecutive failures.</param>
/// <param name="Waits">What the next attempt depends on.</param>
public sealed record RefreshState(DateTimeOffset? At, int Failures, RefreshWait Waits)
{
    internal static RefreshState Of(RefreshLease? lease) => new(Planned(lease), lease?.Failures ?? 0, WaitOf(lease));

    private static DateTimeOffset? Planned(RefreshLease? lease) => lease?.DueAt < RefreshPlan.WhenRefused ? lease.DueAt : null;

    private static RefreshWait WaitOf(RefreshLease? lease) => lease?.LastOutcome switch
    {
        RefreshLease.ClientPaused or RefreshLease.ClientRefused or "misconfigured" or "not_set_up" => RefreshWait.Operator,
        RefreshLease.ProviderPaused or "unavailable" or "uncertain" or "malformed_response" or "throttled" => RefreshWait.Provider,
        RefreshLease.Refused or RefreshLease.RefusedInWords or RefreshLease.ClientRefusedHere => RefreshWait.Refusal,
        _ => RefreshWait.Nothing,
    };
}

/// <summary>Who can fix a failing refresh, as long as no one in the workspace has to.</summary>
public enum RefreshWait
{
    /// <summary>There is no problem, or its cause is unknown.</summary>
    Nothing,

    /// <summary>The provider has an outage or asked for a pause: waiting helps.</summary>
    Provider,

    /// <summary>The provider refuses without a recognised reason: retried for a day before a person is notified.</summary>
    Refusal,

    /// <summary>The app's OAuth client or file does not work: an administrator has to fix it.</summary>
    Operator,
}

/// <summary>A connection with everything known about it except the credential.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Uses">The steps that use it, including removed ones.</param>
/// <param name="Refresh">The refresh schedule of its token.</param>
/// <param name="ConnectedBy">The name of the person who connected it, or null.</param>
public sealed record ConnectionDetail(Connection Connection, IReadOnlyList<StepUse> Uses, RefreshState Refresh, string? ConnectedBy)
{
    /// <summary>True when another connection of the same app has the same name.</summary>
    public bool SharesName { get; init; }

    /// <summary>When a person last checked it successfully, or null.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When a person last checked it without success, if later than <see cref="CheckedAt"/>; null otherwise.</summary>
    public DateTimeOffset? CheckedInVainAt { get; init; }

    /// <summary>When its access expires, once people are warned of it; null otherwise.</summary>
    public DateTimeOffset? EndsSoon { get; init; }

    /// <summary>When it was last disconnected, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was known about the access at the provider then, or null.</summary>
    public AccessNote? Ended { get; init; }

    /// <summary>The steps that are not removed.</summary>
    public IEnumerable<StepUse> Steps => Uses.Where(use => !use.IsRemoved);
}

/// <summary>Reads one connection.</summary>
public sealed class ReadConnection(TaskJuiceDb db)
{
    /// <summary>Returns null when the workspace has no such connection.</summary>
    public async Task<ConnectionDetail?> ReadAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return null;

        var lease = await session.Leases.AsNoTracking().FirstOrDefaultAsync(row => row.ConnectionId == id, stop);
        var events = session.AuditEvents.AsNoTracking().Where(row => row.ConnectionId == id).OrderByDescending(row => row.At);
        var latest = await events.FirstOrDefaultAsync(row => row.Kind == AuditKind.Checked, stop);
        var isVain = latest is not null && latest.Detail != "answered";
        var answered = isVain
            ? await events.FirstOrDefaultAsync(row => row.Kind == AuditKind.Checked && row.Detail == "answered", stop) : latest;
        var ended = await events.FirstOrDefaultAsync(row => row.Kind == AuditKind.Disconnected, stop);
        var uses = await session.UsesOfAsync(id, stop);
        var names = await db.NamesAsync([connection.CreatedBy], stop);
        return new(connection, uses, RefreshState.Of(lease), names.GetValueOrDefault(connection.CreatedBy))
        {
            SharesName = await session.Connections.AnyAsync(
                row => row.Id != id && row.App == connection.App && row.Label == connection.Label, stop),
            EndsSoon = await session.Notifications.AnyAsync(
                row => row.ConnectionId == id && row.Kind == NotificationKind.AccessEndsSoon && row.ClosedAt == null, stop)
                ? connection.RefreshTokenExpiresAt : null,
            CheckedAt = answered?.At,
            CheckedInVainAt = isVain ? latest!.At : null,
            EndedAt = ended?.At,
            Ended = Latest(ended, await events.FirstOrDefaultAsync(row => row.Kind == AuditKind.AccessEnded, stop)),
        };
    }

    // A later result replaces the earlier one; but the result for an older grant, made with another method, says nothing about this one.
    private static AccessNote? Latest(AuditEvent? ended, AuditEvent? later)
    {
        var (first, last) = (AccessNote.Parse(ended?.Detail), AccessNote.Parse(later?.Detail));
        return later?.At > ended?.At && last?.Method == first?.Method ? last : first;
    }
}
