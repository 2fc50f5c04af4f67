using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TaskJuice.Core.Connections;

internal sealed class ReceivedReplyMapping : IEntityTypeConfiguration<ReceivedReply>
{
    public void Configure(EntityTypeBuilder<ReceivedReply> reply)
    {
        reply.ToTable("token_inbox");
        reply.HasKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId, row.Generation });
        reply.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RateLimitPartitionMapping : IEntityTypeConfiguration<RateLimitPartition>
{
    public void Configure(EntityTypeBuilder<RateLimitPartition> partition)
    {
        partition.ToTable("rate_limit_partitions");
        partition.HasKey(row => row.Id);
        partition.Property(row => row.Id).ValueGeneratedNever();
    }
}
