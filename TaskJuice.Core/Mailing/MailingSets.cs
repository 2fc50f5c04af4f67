using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Mailing;

/// <summary>Access to emails, per session.</summary>
internal static class MailingSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<Mail> Mails => session.Set<Mail>();

        public void Add(Mail mail) => session.Set<Mail>().Add(mail);
    }

    extension(ScheduleSession session)
    {
        public IQueryable<Mail> Mails => session.Set<Mail>();
    }
}
