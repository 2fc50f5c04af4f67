using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Revocation;

internal sealed class QueuedRevocationMapping : IEntityTypeConfiguration<QueuedRevocation>
{
    public void Configure(EntityTypeBuilder<QueuedRevocation> revocation)
    {
        revocation.ToTable("revocations");
        revocation.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        revocation.Property(row => row.App).HasMaxLength(64);
        revocation.Property(row => row.Method).HasMaxLength(64);
        revocation.Property(row => row.Client).HasMaxLength(64);
        revocation.Property(row => row.ExternalAccountId).HasMaxLength(400);
        revocation.Property(row => row.ConsentedBy).HasMaxLength(400);
        revocation.Property(row => row.Settings).HasColumnType("jsonb").HasConversion(SettingsAsJson.Conversion, SettingsAsJson.Comparer);
        revocation.HasIndex(row => row.DueAt).HasFilter("due_at is not null");
        revocation.HasIndex(row => row.DoneAt).HasFilter("done_at is not null");
        revocation.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
        revocation.Ignore(row => row.Tenant);
        revocation.Ignore(row => row.Context);
        revocation.SeenBy(
            (row, viewer) => viewer.IsSchedule || (row.AccountId == viewer.AccountId && row.WorkspaceId == viewer.WorkspaceId));
    }
}
