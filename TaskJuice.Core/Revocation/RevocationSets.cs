using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>Access to revocations, per session.</summary>
internal static class RevocationSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<QueuedRevocation> Revocations => session.Set<QueuedRevocation>();

        public void Add(QueuedRevocation revocation) => session.Set<QueuedRevocation>().Add(revocation);
    }

    extension(ScheduleSession session)
    {
        public IQueryable<QueuedRevocation> Revocations => session.Set<QueuedRevocation>();
    }
}
