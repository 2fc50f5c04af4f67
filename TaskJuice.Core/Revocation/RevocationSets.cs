using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>Revocations, for those who may see them.</summary>
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
