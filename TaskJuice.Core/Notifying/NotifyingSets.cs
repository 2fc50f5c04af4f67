using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Notifications, who has read them and the mails about them, for those who may see them.</summary>
public static class NotifyingSets
{
    extension(WorkspaceSession session)
    {
        /// <summary>The notifications of the workspace, including closed ones.</summary>
        public IQueryable<Notification> Notifications => session.Set<Notification>();

        /// <summary>Who has read which notification.</summary>
        public IQueryable<NotificationRead> NotificationReads => session.Set<NotificationRead>();

        /// <summary>Until when each person has read everything.</summary>
        internal IQueryable<ReadMark> ReadMarks => session.Set<ReadMark>();

        internal void Add(Notification notification) => session.Set<Notification>().Add(notification);

        internal IQueryable<Mail> Mails => session.Set<Mail>();

        internal void Add(ReadMark mark) => session.Set<ReadMark>().Add(mark);

        internal void Add(Mail mail) => session.Set<Mail>().Add(mail);
    }

    extension(ScheduleSession session)
    {
        internal IQueryable<Mail> Mails => session.Set<Mail>();
    }
}
