using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>Watches and revocations, for those who may see them.</summary>
internal static class KeepingSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();

        public IQueryable<QueuedRevocation> Revocations => session.Set<QueuedRevocation>();

        public void Add(ConnectionWatch watch) => session.Set<ConnectionWatch>().Add(watch);

        public void Add(QueuedRevocation revocation) => session.Set<QueuedRevocation>().Add(revocation);

        /// <summary>A watch that this session made and has not written yet, or null.</summary>
        public ConnectionWatch? AddedWatch(Guid connection) => session.Set<ConnectionWatch>().Local.FirstOrDefault(row => row.ConnectionId == connection);
    }

    extension(ScheduleSession session)
    {
        public IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();

        public IQueryable<QueuedRevocation> Revocations => session.Set<QueuedRevocation>();
    }
}
