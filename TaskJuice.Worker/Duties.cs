using TaskJuice.Core.Duties;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Mailing;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Vault.Rotating;

namespace TaskJuice.Worker;

/// <summary>The Worker's background duties. All decisions are in Core; docs/architecture.md has the table.</summary>
internal static class Duties
{
    public static void AddDuties(this IServiceCollection services)
    {
        // A duty of its own: it polls again as soon as a provider has capacity.
        services.AddHostedService<RefreshLoop>();

        // People read mail within minutes; an empty poll costs one index read.
        services.AddDuty<MailSchedule>("check for emails to send", TimeSpan.FromSeconds(5), (mails, stop) => mails.SendDueAsync(stop));

        // Warnings are due by the day.
        services.AddDuty<WarningSchedule>("check for access that expires soon", TimeSpan.FromHours(1), (warnings, stop) =>
            warnings.WarnDueAsync(stop));

        // The first attempt is made in the request, while the person waits; the second one follows after a minute.
        services.AddDuty<RevocationSchedule>("check for access to revoke", TimeSpan.FromSeconds(10), (revocations, stop) =>
            revocations.AskDueAsync(stop));

        // A rotation takes several lifetimes of the key cache anyway; when none is in progress, a poll costs one read of the keys.
        services.AddDuty<AdvanceKeyRotations>("continue the account key rotation", TimeSpan.FromMinutes(1), async (rotations, stop) =>
        {
            await rotations.TurnAsync(stop);
            return false;
        });

        // The pace limits the rate of calls to one app.
        services.AddDuty<ProbeSchedule>(
            "check for credentials to probe", TimeSpan.FromMinutes(1), async (keys, stop) => await keys.ProbeDueAsync(stop) > 0,
            pace: TimeSpan.FromSeconds(1));

        // Finished rows do no harm; an empty poll costs a few index reads.
        services.AddDuty<CleanUp>("delete finished rows", TimeSpan.FromMinutes(5), (over, stop) => over.TurnAsync(stop));
    }
}
