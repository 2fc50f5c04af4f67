using TaskJuice.Core.Storage;

namespace TaskJuice.Core.HealthChecks;

/// <summary>Watches, for those who may see them.</summary>
internal static class HealthCheckSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();

        public void Add(ConnectionWatch watch) => session.Set<ConnectionWatch>().Add(watch);

        /// <summary>A watch that this session made and has not written yet, or null.</summary>
        public ConnectionWatch? AddedWatch(Guid connection) => session.Set<ConnectionWatch>().Local.FirstOrDefault(row => row.ConnectionId == connection);
    }

    extension(ScheduleSession session)
    {
        public IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();
    }
}
