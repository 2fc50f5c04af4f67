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
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var (alike, leases, users, notifications) = (NamedAlike.In(session), session.Leases, db.Users, session.Notifications);

        // Every row of the uses repeats what stands beside them, so it is kept narrow.
        IQueryable<Event> Latest(AuditKind kind) => session.AuditEvents.Where(row => row.ConnectionId == id && row.Kind == kind)
            .OrderByDescending(row => row.At).Select(row => new Event { At = row.At, Detail = row.Detail });
        var (checks, ends, accessEnds) = (Latest(AuditKind.Checked), Latest(AuditKind.Disconnected), Latest(AuditKind.AccessEnded));
        var uses = session.UsesOf(id);
        var found = await session.Connections.AsNoTracking().Where(row => row.Id == id)
            .Select(row => new
            {
                Connection = row,
                Lease = leases.FirstOrDefault(lease => lease.ConnectionId == id),
                Checked = checks.FirstOrDefault(),
                Answered = checks.FirstOrDefault(one => one.Detail == "answered"),
                Ended = ends.FirstOrDefault(),
                AccessEnded = accessEnds.FirstOrDefault(),
                ConnectedBy = users.Where(user => user.Id == row.CreatedBy).Select(user => user.DisplayName).FirstOrDefault(),
                SharesName = alike.Any(one => one.Id == id),
                IsWarned = notifications.Any(
                    told => told.ConnectionId == id && told.Kind == NotificationKind.AccessEndsSoon && told.ClosedAt == null),
                Uses = uses.ToList(),
            })
            .FirstOrDefaultAsync(stop);
        if (found is null)
            return null;

        var isVain = found.Checked is not null && found.Checked.Detail != "answered";
        return new(found.Connection, found.Uses, RefreshState.Of(found.Lease), found.ConnectedBy)
        {
            SharesName = found.SharesName,
            EndsSoon = found.IsWarned ? found.Connection.RefreshTokenExpiresAt : null,
            CheckedAt = found.Answered?.At,
            CheckedInVainAt = isVain ? found.Checked!.At : null,
            EndedAt = found.Ended?.At,
            Ended = LatestNote(found.Ended, found.AccessEnded),
        };
    }

    // A later result replaces the earlier one; but the result for an older grant, made with another method, says nothing about this one.
    private static AccessNote? LatestNote(Event? ended, Event? later)
    {
        var (first, last) = (AccessNote.Parse(ended?.Detail), AccessNote.Parse(later?.Detail));
        return later?.At > ended?.At && last?.Method == first?.Method ? last : first;
    }

    private sealed class Event
    {
        public required DateTimeOffset At { get; init; }

        public string? Detail { get; init; }
    }
}
