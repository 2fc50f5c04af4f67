using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Auditing;

/// <summary>Access to audit events, per session.</summary>
public static class AuditingSets
{
    extension(WorkspaceSession session)
    {
        /// <summary>The audit events of the workspace's connections.</summary>
        public IQueryable<AuditEvent> AuditEvents => session.Set<AuditEvent>();

        internal void Add(AuditEvent happened) => session.Set<AuditEvent>().Add(happened);
    }
}
