using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>Access to connect attempts, per session.</summary>
internal static class ConnectingSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<ConnectAttempt> ConnectAttempts => session.Set<ConnectAttempt>();

        public void Add(ConnectAttempt attempt) => session.Set<ConnectAttempt>().Add(attempt);
    }

    extension(UserSession session)
    {
        /// <summary>What the person started to connect, in all workspaces; read-only.</summary>
        public IQueryable<ConnectAttempt> ConnectAttempts => session.Set<ConnectAttempt>();
    }
}
