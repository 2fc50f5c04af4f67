using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Access to notifications and read marks, per session.</summary>
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

        internal void Add(ReadMark mark) => session.Set<ReadMark>().Add(mark);
    }
}
