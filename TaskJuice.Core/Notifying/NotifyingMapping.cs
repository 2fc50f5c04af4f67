using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("notifications");
        notification.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });

        // A problem that is reported repeatedly has one open notification.
        notification.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId, row.Kind }).IsUnique()
            .HasFilter("closed_at is null");
        notification.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.App, row.Kind }).IsUnique()
            .HasFilter("closed_at is null and app is not null");
        notification.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.ClosedAt }).HasFilter("closed_at is not null");
        notification.HasIndex(row => row.ClosedAt).HasFilter("closed_at is not null");
        notification.Property(row => row.App).HasMaxLength(64);
        notification.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationReadMapping : IEntityTypeConfiguration<NotificationRead>
{
    public void Configure(EntityTypeBuilder<NotificationRead> read)
    {
        read.ToTable("notification_reads");
        read.HasKey(row => new { row.AccountId, row.WorkspaceId, row.NotificationId, row.UserId });
        read.HasOne<Notification>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.NotificationId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReadMarkMapping : IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<ReadMark> mark)
    {
        mark.ToTable("read_marks");
        mark.HasKey(row => new { row.AccountId, row.WorkspaceId, row.UserId, row.Kind });
        mark.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
