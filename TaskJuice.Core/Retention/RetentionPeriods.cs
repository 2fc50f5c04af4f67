using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Retention;

/// <summary>How long finished rows are kept. What people did, and what went wrong, stays as long as the account.</summary>
public sealed class RetentionPeriods
{
    private const int Longest = 3_650;

    /// <summary>Days for what a healthy connection writes by itself, several entries each hour; from the entry's moment.</summary>
    [ConfigurationKeyName("History:RoutineDays"), WholeNumber(1, Longest)]
    public int RoutineHistoryDays { get; init; } = 90;

    /// <summary>Days for mails that were sent, called off or given up; from the moment they were planned.</summary>
    [ConfigurationKeyName("Mail:KeepDays"), WholeNumber(1, Longest)]
    public int MailDays { get; init; } = 30;

    /// <summary>Days for accesses whose end is known; from the moment it became known.</summary>
    [ConfigurationKeyName("Revocations:KeepDays"), WholeNumber(1, Longest)]
    public int RevocationDays { get; init; } = 30;

    /// <summary>Days for closed notifications; from when they were closed.</summary>
    [ConfigurationKeyName("Notifications:KeepDays"), WholeNumber(1, Longest)]
    public int NotificationDays { get; init; } = 90;

    /// <summary>Days for workflows and steps that somebody deleted and can put back; from their deletion.</summary>
    [ConfigurationKeyName("Deleted:KeepDays"), WholeNumber(1, Longest)]
    public int DeletedDays { get; init; } = 30;
}
