using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>Decides in the database who is written to, together with the notification itself, so that no crash loses or doubles a mail.</summary>
internal static class PlanMails
{
    /// <summary>Plans a mail to everybody who can act: those who run the account, and whoever connected it if still there.</summary>
    public static async Task PlanMailsAsync(this WorkspaceSession session, Notification raised, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        var people = await session.Memberships
            .Where(member => member.AccountId == raised.AccountId
                && (member.Role == MemberRole.Owner || member.Role == MemberRole.Admin || member.UserId == connection.CreatedBy))
            .Select(member => member.UserId).ToListAsync(stop);
        foreach (var person in people)
            session.Add(new Mail(raised, person, MailKind.ReauthRequired, now));
    }

    /// <summary>Nobody needs to hear of it any more, and whoever has heard of it hears that it is over.</summary>
    public static async Task PlanEndMailsAsync(this WorkspaceSession session, Notification closed, DateTimeOffset now, CancellationToken stop)
    {
        // Locks the rows of mails under way first: whoever sends one meanwhile sees afterwards that the notification is closed.
        var told = session.Mails.Where(mail => mail.NotificationId == closed.Id && mail.Kind == MailKind.ReauthRequired);
        await told.Where(mail => mail.SentAt == null).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.DueAt, (DateTimeOffset?)null), stop);
        foreach (var person in await told.Where(mail => mail.SentAt != null).Select(mail => mail.UserId).ToListAsync(stop))
            session.Add(new Mail(closed, person, MailKind.Over, now));
    }
}
