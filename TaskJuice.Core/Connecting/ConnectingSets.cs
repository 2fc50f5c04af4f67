using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>Attempts to connect, for those who may see them.</summary>
internal static class ConnectingSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<ConnectAttempt> ConnectAttempts => session.Set<ConnectAttempt>();

        public void Add(ConnectAttempt attempt) => session.Set<ConnectAttempt>().Add(attempt);
    }

    extension(UserSession session)
    {
        /// <summary>What the person began to connect, in all workspaces; for looking only.</summary>
        public IQueryable<ConnectAttempt> ConnectAttempts => session.Set<ConnectAttempt>();
    }
}
