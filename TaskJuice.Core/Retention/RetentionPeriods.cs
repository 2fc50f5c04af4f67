using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Retention;

/// <summary>How long finished rows are kept. What people did, and what went wrong, stays as long as the account.</summary>
/// <param name="RoutineHistory">What a healthy connection writes by itself, several entries each hour; from the entry's moment.</param>
/// <param name="Mails">Mails that were sent, called off or given up; from the moment they were planned.</param>
/// <param name="Revocations">Accesses whose end is known; from the moment it became known.</param>
/// <param name="Notifications">Closed notifications; from when they were closed.</param>
/// <param name="Deleted">Workflows and steps that somebody deleted and can put back; from their deletion.</param>
public sealed record RetentionPeriods(TimeSpan RoutineHistory, TimeSpan Mails, TimeSpan Revocations, TimeSpan Notifications, TimeSpan Deleted)
{
    private const int Longest = 3_650;

    /// <summary>Reads <c>History:RoutineDays</c>, <c>Mail:KeepDays</c>, <c>Revocations:KeepDays</c>, <c>Notifications:KeepDays</c> and <c>Deleted:KeepDays</c>.</summary>
    /// <exception cref="OptionsValidationException">One is not a number of days.</exception>
    public static RetentionPeriods Of(IConfiguration configuration) => new(
        Days(configuration, "History:RoutineDays", 90), Days(configuration, "Mail:KeepDays", 30), Days(configuration, "Revocations:KeepDays", 30),
        Days(configuration, "Notifications:KeepDays", 90), Days(configuration, "Deleted:KeepDays", 30));

    private static TimeSpan Days(IConfiguration configuration, string setting, int usual) =>
        TimeSpan.FromDays(WholeNumber.Read(configuration, setting, usual, 1, Longest));
}
