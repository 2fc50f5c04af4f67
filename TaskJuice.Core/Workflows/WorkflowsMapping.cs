using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Workflows;

internal sealed class WorkflowMapping : IEntityTypeConfiguration<Workflow>
{
    public void Configure(EntityTypeBuilder<Workflow> workflow)
    {
        workflow.ToTable("workflows");
        workflow.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        workflow.Property(row => row.Name).HasMaxLength(Workflow.LongestName);
        workflow.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.ChangedAt }).HasFilter("removed_at is null");
        workflow.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.RemovedAt }).HasFilter("removed_at is not null");
        workflow.HasIndex(row => row.RemovedAt).HasFilter("removed_at is not null");
        workflow.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NodeMapping : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> node)
    {
        node.ToTable("nodes");
        node.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        node.Property(row => row.Key).HasMaxLength(32);
        node.Property(row => row.App).HasMaxLength(64);
        node.Property(row => row.Action).HasMaxLength(64);
        node.Property(row => row.Title).HasMaxLength(Node.LongestTitle);
        node.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId, row.Key }).IsUnique();
        node.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId, row.Position }).HasFilter("removed_at is null");
        node.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId, row.RemovedAt }).HasFilter("removed_at is not null");
        node.HasIndex(row => row.RemovedAt).HasFilter("removed_at is not null");
        node.HasOne<Workflow>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId }).OnDelete(DeleteBehavior.Cascade);

        // Workspace and app are part of the key, so that not even a bug can point a step at a foreign or a different app's account.
        node.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.App, row.ConnectionId })
            .HasPrincipalKey(row => new { row.AccountId, row.WorkspaceId, row.App, row.Id })
            .IsRequired(false).OnDelete(DeleteBehavior.Restrict);
    }
}
