using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>Access to leases, received replies and open circuits, per session.</summary>
internal static class RefreshingSets
{
    extension(WorkspaceSession session)
    {
        public IQueryable<ReceivedReply> Inbox => session.Set<ReceivedReply>();

        public void Add(ReceivedReply reply) => session.Set<ReceivedReply>().Add(reply);
    }

    extension(ScheduleSession session)
    {
        public IQueryable<RefreshLease> Leases => session.Set<RefreshLease>();
    }

    extension(TaskJuiceDb db)
    {
        public DbSet<OpenCircuit> OpenCircuits => db.Set<OpenCircuit>();
    }
}
