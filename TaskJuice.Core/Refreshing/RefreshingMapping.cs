using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Refreshing;

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

internal sealed class OpenCircuitMapping : IEntityTypeConfiguration<OpenCircuit>
{
    public void Configure(EntityTypeBuilder<OpenCircuit> pause)
    {
        pause.ToTable("open_circuits");
        pause.HasKey(row => new { row.TokenEndpoint, row.Client });
        pause.Property(row => row.TokenEndpoint).HasMaxLength(2000);
        pause.Property(row => row.Client).HasMaxLength(64);
        pause.Property(row => row.Because).HasMaxLength(400);
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
