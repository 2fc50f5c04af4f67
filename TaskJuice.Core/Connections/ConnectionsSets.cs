using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Access to connections, their secrets and leases, per session.</summary>
public static class ConnectionsSets
{
    extension(WorkspaceSession session)
    {
        /// <summary>The workspace's connections.</summary>
        public IQueryable<Connection> Connections => session.Set<Connection>();

        internal IQueryable<ConnectionSecret> Secrets => session.Set<ConnectionSecret>();

        internal IQueryable<RefreshLease> Leases => session.Set<RefreshLease>();

        internal void Add(Connection connection) => session.Set<Connection>().Add(connection);

        internal void Add(ConnectionSecret secret) => session.Set<ConnectionSecret>().Add(secret);

        internal void Add(RefreshLease lease) => session.Set<RefreshLease>().Add(lease);

        internal void Remove(Connection connection) => session.Set<Connection>().Remove(connection);
    }
}
