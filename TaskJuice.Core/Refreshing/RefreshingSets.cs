using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>Open circuits.</summary>
internal static class RefreshingSets
{
    extension(TaskJuiceDb db)
    {
        public DbSet<OpenCircuit> OpenCircuits => db.Set<OpenCircuit>();
    }
}
