using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Auditing;

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> happened)
    {
        happened.ToTable("audit_events");
        happened.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        happened.Property(row => row.Detail).HasMaxLength(400);
        happened.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId, row.At });
        happened.HasIndex(row => row.At).HasFilter("kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried')");
        happened.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
