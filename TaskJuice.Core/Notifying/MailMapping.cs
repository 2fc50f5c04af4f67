using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

internal sealed class MailMapping : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> mail)
    {
        mail.ToTable("mails");
        mail.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        mail.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.NotificationId, row.UserId, row.Kind }).IsUnique();
        mail.HasIndex(row => row.DueAt).HasFilter("due_at is not null");
        mail.HasIndex(row => row.PlannedAt).HasFilter("due_at is null");
        mail.HasOne<Notification>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.NotificationId })
            .OnDelete(DeleteBehavior.Cascade);
        mail.SeenBy((row, viewer) => viewer.IsSchedule || (row.AccountId == viewer.AccountId && row.WorkspaceId == viewer.WorkspaceId));
    }
}
