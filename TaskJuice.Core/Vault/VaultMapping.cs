using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Vault;

internal sealed class AccountKeyMapping : IEntityTypeConfiguration<AccountKey>
{
    public void Configure(EntityTypeBuilder<AccountKey> key)
    {
        key.ToTable("account_keys");
        key.HasKey(row => new { row.AccountId, row.Version });
        key.Property(row => row.WrappedBy).HasMaxLength(400);
        key.HasIndex(row => row.AccountId, "one active").HasDatabaseName("ix_account_keys_one_active").IsUnique()
            .HasFilter("state = 'active'");
        key.HasIndex(row => row.AccountId, "one pending").HasDatabaseName("ix_account_keys_one_pending").IsUnique()
            .HasFilter("state = 'pending'");
        key.Ignore(row => row.Key).Ignore(row => row.Context);

        // The default name would depend on the order of the mappings.
        key.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("fk_account_keys_accounts_account_id");
        key.SeenBy((row, viewer) => viewer.IsKeyKeeper || row.AccountId == viewer.AccountId);
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
