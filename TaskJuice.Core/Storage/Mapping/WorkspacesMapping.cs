using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage.Mapping;

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
        // Over all accounts: a person may work for two of them, and an address must lead to one place.
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
        membership.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccountKeyMapping : IEntityTypeConfiguration<AccountKey>
{
    public void Configure(EntityTypeBuilder<AccountKey> key)
    {
        key.ToTable("account_keys");
        key.HasKey(row => new { row.AccountId, row.Version });
        key.Property(row => row.WrappedBy).HasMaxLength(400);
        key.HasIndex(row => row.AccountId, "one active").HasDatabaseName("ix_account_keys_one_active").IsUnique().HasFilter("state = 'active'");
        key.HasIndex(row => row.AccountId, "one pending").HasDatabaseName("ix_account_keys_one_pending").IsUnique().HasFilter("state = 'pending'");
        key.Ignore(row => row.Key).Ignore(row => row.Context);
        key.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class VaultKeyMapping : IEntityTypeConfiguration<VaultKey>
{
    public void Configure(EntityTypeBuilder<VaultKey> key)
    {
        key.ToTable("vault_keys");
        key.Property(row => row.Id).ValueGeneratedNever();
        key.Property(row => row.WrappedBy).HasMaxLength(400);
        key.Ignore(row => row.Key);
    }
}
