using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>Queues emails in the transaction of the notification itself, so that a crash neither loses nor duplicates one.</summary>
internal static class PlanMails
{
    /// <summary>
    /// Queues an email to everyone who can act: administrators of the account, and the person who connected it if still a member.
    /// </summary>
    public static async Task PlanMailsAsync(
        this WorkspaceSession session, Notification raised, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        var people = await session.Memberships
            .Where(member => member.AccountId == raised.AccountId
                && (member.Role == MemberRole.Owner || member.Role == MemberRole.Admin || member.UserId == connection.CreatedBy))
            .Select(member => member.UserId).ToListAsync(stop);
        foreach (var person in people)
            session.Add(new Mail(raised, person, MailKind.ReauthRequired, now));
    }

    /// <summary>Cancels pending emails, and notifies the recipients of sent ones that the problem is resolved.</summary>
    public static async Task PlanEndMailsAsync(
        this WorkspaceSession session, Notification closed, DateTimeOffset now, CancellationToken stop)
    {
        // Locks the rows of emails in progress first: their senders then see that the notification is closed.
        var told = session.Mails.Where(mail => mail.NotificationId == closed.Id && mail.Kind == MailKind.ReauthRequired);
        await told.Where(mail => mail.SentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.DueAt, (DateTimeOffset?)null), stop);
        foreach (var person in await told.Where(mail => mail.SentAt != null).Select(mail => mail.UserId).ToListAsync(stop))
            session.Add(new Mail(closed, person, MailKind.Over, now));
    }
}
