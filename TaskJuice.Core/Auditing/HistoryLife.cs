using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Auditing;

/// <summary>
/// How long those entries stay that a healthy connection writes by itself, several each hour. What people did, and what went wrong, stays as
/// long as the account.
/// </summary>
/// <param name="Routine">From an entry's moment.</param>
public sealed record HistoryLife(TimeSpan Routine)
{
    private const string Setting = "History:RoutineDays";
    private const int Usual = 90;
    private const int Longest = 3_650;

    /// <summary>Reads <c>History:RoutineDays</c>; 90 when it is not set.</summary>
    /// <exception cref="OptionsValidationException">It is not a number of days.</exception>
    public static HistoryLife Of(IConfiguration configuration) => new(TimeSpan.FromDays(WholeNumber.Read(configuration, Setting, Usual, 1, Longest)));

    /// <summary>Deletes what is older, of one connection.</summary>
    internal Task ForgetAsync(WorkspaceSession session, Guid connection, DateTimeOffset now, CancellationToken stop)
    {
        var end = now - Routine;
        return session.AuditEvents.Where(happened => happened.ConnectionId == connection && happened.At < end && AuditKinds.Routine.Contains(happened.Kind))
            .ExecuteDeleteAsync(stop);
    }
}
