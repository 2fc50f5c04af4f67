using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Mailing;

/// <summary>Sends one queued email, unless another process has claimed it. No transaction is open while the server is called.</summary>
public sealed partial class SendMail(TaskJuiceDb db, WriteMail write, MailServer server, TimeProvider clock, ILogger<SendMail> log)
{
    /// <summary>An email that no server accepted for this long is abandoned as outdated.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private static readonly TimeSpan Lease = MailServer.Limit + TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Claims the email, sends it and stores the result.</summary>
    public async Task SendAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        if (!await ClaimAsync(tenant, id, stop))
            return;

        using var span = Telemetry.Source.StartActivity("mail.send");
        if (await write.WriteAsync(tenant, id, stop) is not { } message)
        {
            await EndAsync(tenant, id, null);
            return;
        }

        // Not cancellable from here on: a server that accepted the email must not receive it again.
        var answer = await server.SendAsync(message, CancellationToken.None);
        span?.SetTag("outcome", answer.IsTaken ? "sent" : "failed");
        await (answer.IsTaken ? EndAsync(tenant, id, clock.GetUtcNow()) : PutOffAsync(tenant, id, answer));
    }

    private async Task<bool> ClaimAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var claimed = await session.Mails
            .Where(mail => mail.Id == id && mail.DueAt < DateTimeOffset.UtcNow
                && (mail.HeldUntil == null || mail.HeldUntil < DateTimeOffset.UtcNow))
            .ExecuteUpdateAsync(
                set => set.SetProperty(mail => mail.HeldUntil, _ => DateTimeOffset.UtcNow + Lease)
                    .SetProperty(mail => mail.Tries, mail => mail.Tries + 1),
                stop);
        await session.SaveAsync(stop);
        return claimed == 1;
    }

    private async Task EndAsync(Tenant tenant, Guid id, DateTimeOffset? sentAt)
    {
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        await session.Mails.Where(mail => mail.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.DueAt, (DateTimeOffset?)null)
            .SetProperty(mail => mail.HeldUntil, (DateTimeOffset?)null)
            .SetProperty(mail => mail.SentAt, sentAt));
        if (sentAt is { } at)
            await TellEndAsync(session, id, at);
        await session.SaveAsync(CancellationToken.None);
    }

    // The problem was resolved while the email was being sent, so no follow-up was queued for this recipient yet.
    private static async Task TellEndAsync(WorkspaceSession session, Guid id, DateTimeOffset now)
    {
        var late = await session.Mails.AsNoTracking().Where(mail => mail.Id == id && mail.Kind == MailKind.ReauthRequired)
            .Join(
                session.Notifications.Where(told => told.ClosedAt != null), mail => mail.NotificationId, told => told.Id,
                (mail, told) => new { mail.UserId, told })
            .FirstOrDefaultAsync();
        if (late is not null)
            session.Add(new Mail(late.told, late.UserId, MailKind.Over, now));
    }

    private async Task PutOffAsync(Tenant tenant, Guid id, MailAnswer answer)
    {
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        if (await session.Mails.AsNoTracking().FirstOrDefaultAsync(mail => mail.Id == id) is not { } row)
            return;

        var isOver = answer.IsFinal || clock.GetUtcNow() - row.PlannedAt > Patience;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(row.Tries - 1, 10)));

        // Still due only if it was not cancelled meanwhile.
        await session.Mails.Where(mail => mail.Id == id && mail.DueAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.DueAt, isOver ? null : clock.GetUtcNow() + pause)
            .SetProperty(mail => mail.HeldUntil, (DateTimeOffset?)null));
        await session.SaveAsync(CancellationToken.None);
        if (isOver)
            GivenUp(id, row.Tries, answer.Problem);
        else
            NotTaken(id, row.Tries, answer.Problem);
    }

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} could not be sent (attempt {Tries}): {Problem}; it will be tried again")]
    private partial void NotTaken(Guid mail, int tries, string? problem);

    [LoggerMessage(
        LogLevel.Error,
        "Giving up on mail {Mail} after {Tries} attempts: {Problem}; check Mail:ConnectionString and the recipient's address")]
    private partial void GivenUp(Guid mail, int tries, string? problem);
}
