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

internal sealed class StepMapping : IEntityTypeConfiguration<Step>
{
    public void Configure(EntityTypeBuilder<Step> step)
    {
        step.ToTable("steps");
        step.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        step.Property(row => row.Key).HasMaxLength(32);
        step.Property(row => row.App).HasMaxLength(64);
        step.Property(row => row.Operation).HasMaxLength(64);
        step.Property(row => row.Title).HasMaxLength(Step.LongestTitle);
        step.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId, row.Key }).IsUnique();
        step.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId, row.Position }).HasFilter("removed_at is null");
        step.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId, row.RemovedAt }).HasFilter("removed_at is not null");
        step.HasIndex(row => row.RemovedAt).HasFilter("removed_at is not null");
        step.HasOne<Workflow>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.WorkflowId }).OnDelete(DeleteBehavior.Cascade);

        // Workspace and app are part of the foreign key, so that not even a bug can assign another tenant's or another app's account to a
        // step.
        step.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.App, row.ConnectionId })
            .HasPrincipalKey(row => new { row.AccountId, row.WorkspaceId, row.App, row.Id })
            .IsRequired(false).OnDelete(DeleteBehavior.Restrict);
    }
}
