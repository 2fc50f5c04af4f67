using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Retention;

/// <summary>How long finished rows are kept. Records of what people did, and of failures, are kept as long as the account.</summary>
public sealed class RetentionPeriods
{
    private const int Longest = 3_650;

    /// <summary>Days for routine audit events, several per hour for a healthy connection; from the time of the event.</summary>
    [ConfigurationKeyName("History:RoutineDays"), WholeNumber(1, Longest)]
    public int RoutineHistoryDays { get; init; } = 90;

    /// <summary>Days for emails that were sent, cancelled or abandoned; from the time they were queued.</summary>
    [ConfigurationKeyName("Mail:KeepDays"), WholeNumber(1, Longest)]
    public int MailDays { get; init; } = 30;

    /// <summary>Days for revocations with a known outcome; from the time it became known.</summary>
    [ConfigurationKeyName("Revocations:KeepDays"), WholeNumber(1, Longest)]
    public int RevocationDays { get; init; } = 30;

    /// <summary>Days for closed notifications; from the time they were closed.</summary>
    [ConfigurationKeyName("Notifications:KeepDays"), WholeNumber(1, Longest)]
    public int NotificationDays { get; init; } = 90;

    /// <summary>Days for workflows and steps that were deleted and can be restored; from their deletion.</summary>
    [ConfigurationKeyName("Deleted:KeepDays"), WholeNumber(1, Longest)]
    public int DeletedDays { get; init; } = 30;
}
