using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

internal sealed class ConnectionWatchMapping : IEntityTypeConfiguration<ConnectionWatch>
{
    public void Configure(EntityTypeBuilder<ConnectionWatch> watch)
    {
        watch.ToTable("connection_watches");
        watch.HasKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId });
        watch.Property(row => row.App).HasMaxLength(64);
        watch.HasIndex(row => row.WarnAt).HasFilter("warn_at is not null");
        watch.HasIndex(row => row.ProbeAt).HasFilter("probe_at is not null");
        watch.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId })
            .OnDelete(DeleteBehavior.Cascade);
        watch.Ignore(row => row.Tenant);
        watch.SeenBy((row, viewer) => viewer.IsSchedule || (row.AccountId == viewer.AccountId && row.WorkspaceId == viewer.WorkspaceId));
    }
}
