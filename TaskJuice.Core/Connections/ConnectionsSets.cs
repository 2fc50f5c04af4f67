using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Connections with their secrets, leases, replies and watches, for those who may see them.</summary>
public static class ConnectionsSets
{
    extension(WorkspaceSession session)
    {
        /// <summary>The workspace's connections.</summary>
        public IQueryable<Connection> Connections => session.Set<Connection>();

        internal IQueryable<ConnectionSecret> Secrets => session.Set<ConnectionSecret>();

        internal IQueryable<RefreshLease> Leases => session.Set<RefreshLease>();

        internal IQueryable<ReceivedReply> Inbox => session.Set<ReceivedReply>();

        internal IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();

        internal void Add(Connection connection) => session.Set<Connection>().Add(connection);

        internal void Add(ConnectionSecret secret) => session.Set<ConnectionSecret>().Add(secret);

        internal void Add(RefreshLease lease) => session.Set<RefreshLease>().Add(lease);

        internal void Add(ReceivedReply reply) => session.Set<ReceivedReply>().Add(reply);

        /// <summary>The connection's watch, made when there is none yet.</summary>
        internal async Task<ConnectionWatch> WatchAsync(Connection connection, CancellationToken stop)
        {
            var watches = session.Set<ConnectionWatch>();
            if (watches.Local.FirstOrDefault(row => row.ConnectionId == connection.Id) is { } added)
                return added;
            if (await watches.FirstOrDefaultAsync(row => row.ConnectionId == connection.Id, stop) is { } watch)
                return watch;

            var made = new ConnectionWatch(connection);
            watches.Add(made);
            return made;
        }

        internal void Remove(Connection connection) => session.Set<Connection>().Remove(connection);
    }

    extension(ScheduleSession session)
    {
        internal IQueryable<RefreshLease> Leases => session.Set<RefreshLease>();

        internal IQueryable<ConnectionWatch> Watches => session.Set<ConnectionWatch>();
    }
}
