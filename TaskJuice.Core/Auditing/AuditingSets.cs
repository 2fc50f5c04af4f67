using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Auditing;

/// <summary>The history, for those who may see it.</summary>
public static class AuditingSets
{
    extension(WorkspaceSession session)
    {
        /// <summary>What happened to the workspace's connections.</summary>
        public IQueryable<AuditEvent> AuditEvents => session.Set<AuditEvent>();

        internal void Add(AuditEvent happened) => session.Set<AuditEvent>().Add(happened);
    }
}
