using TaskJuice.Core.Duties;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Mailing;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Vault.Rotating;

namespace TaskJuice.Worker;

/// <summary>What the Worker does by the clock. Everything that decides is in Core; docs/architecture.md has the table.</summary>
internal static class Duties
{
    public static void AddDuties(this IServiceCollection services)
    {
        // A duty of its own kind: it looks again as soon as a provider has room.
        services.AddHostedService<RefreshLoop>();

        // People look at their mail by the minute; an empty look costs one index read.
        services.AddDuty<MailSchedule>("look for mails to send", TimeSpan.FromSeconds(5), (mails, stop) => mails.SendDueAsync(stop));

        // Warnings count in days.
        services.AddDuty<WarningSchedule>("look for access that expires soon", TimeSpan.FromHours(1), (warnings, stop) => warnings.WarnDueAsync(stop));

        // The first try is made where the person waits for it; the second comes after a minute.
        services.AddDuty<RevocationSchedule>("look for access to revoke", TimeSpan.FromSeconds(10), (revocations, stop) => revocations.AskDueAsync(stop));

        // A rotation takes several lives of the key cache anyway; without one under way a look costs one read of the keys.
        services.AddDuty<AdvanceKeyRotations>("continue the account key rotation", TimeSpan.FromMinutes(1), async (rotations, stop) =>
        {
            await rotations.TurnAsync(stop);
            return false;
        });

        // The pace is what keeps the calls to one app few.
        services.AddDuty<KeySchedule>(
            "look for credentials to probe", TimeSpan.FromMinutes(1), async (keys, stop) => await keys.ProbeDueAsync(stop) > 0, pace: TimeSpan.FromSeconds(1));

        // What is over is in nobody's way; an empty look costs a few index reads.
        services.AddDuty<CleanUp>("delete finished rows", TimeSpan.FromMinutes(5), (over, stop) => over.TurnAsync(stop));
    }
}
