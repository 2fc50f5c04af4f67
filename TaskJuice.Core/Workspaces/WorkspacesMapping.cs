using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");
        account.Property(row => row.Id).ValueGeneratedNever();
        account.Property(row => row.Name).HasMaxLength(120);
        account.Property(row => row.BrandColour).HasMaxLength(7);
    }
}

internal sealed class WorkspaceMapping : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> workspace)
    {
        workspace.ToTable("workspaces");
        workspace.HasKey(row => new { row.AccountId, row.Id });
        workspace.Property(row => row.Name).HasMaxLength(Workspace.LongestName);
        workspace.Property(row => row.Slug).HasMaxLength(WorkspaceSlug.Longest);
        // Unique across all accounts: a user may belong to two of them, and an address must be unambiguous.
        workspace.HasIndex(row => row.Slug).IsUnique();
        workspace.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        workspace.Ignore(row => row.Tenant);
    }
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.ToTable("memberships");
        membership.HasKey(row => new { row.AccountId, row.UserId });
        membership.HasIndex(row => row.UserId);
        membership.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);

        // The default name would depend on the order of the mappings.
        membership.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("fk_memberships_asp_net_users_user_id");
    }
}

internal sealed class BrowserSessionMapping : IEntityTypeConfiguration<BrowserSession>
{
    public void Configure(EntityTypeBuilder<BrowserSession> session)
    {
        session.ToTable("browser_sessions");
        session.Property(row => row.Id).ValueGeneratedNever();
        session.HasIndex(row => row.StartedAt);
        session.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
