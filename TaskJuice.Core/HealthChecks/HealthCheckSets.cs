using TaskJuice.Core.Storage;

namespace TaskJuice.Core.HealthChecks;

/// <summary>Access to watches, per session.</summary>
internal static class HealthCheckSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();

        public void Add(ConnectionWatch watch) => session.Set<ConnectionWatch>().Add(watch);

        /// <summary>A watch that this session added and has not saved yet, or null.</summary>
        public ConnectionWatch? AddedWatch(Guid connection) => session.Set<ConnectionWatch>().Local.FirstOrDefault(row => row.ConnectionId == connection);
    }

    extension(ScheduleSession session)
    {
        public IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();
    }
}
