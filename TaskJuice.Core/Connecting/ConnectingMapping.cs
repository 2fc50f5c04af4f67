using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

internal sealed class ConnectAttemptMapping : IEntityTypeConfiguration<ConnectAttempt>
{
    public void Configure(EntityTypeBuilder<ConnectAttempt> attempt)
    {
        attempt.ToTable("connect_attempts");
        attempt.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        attempt.Property(row => row.StateHash).HasMaxLength(64);
        attempt.HasIndex(row => row.StateHash);
        attempt.HasIndex(row => row.EndsAt);
        attempt.HasIndex(row => row.UserId);
        attempt.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
        attempt.SeenBy(
            (row, viewer) => row.WorkspaceId == viewer.WorkspaceId || row.StateHash == viewer.StateHash || row.UserId == viewer.UserId);
    }
}
