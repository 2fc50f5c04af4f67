using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections;

internal sealed class ConnectionMapping : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> connection)
    {
        connection.ToTable("connections");
        connection.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        connection.Property(row => row.App).HasMaxLength(64);
        connection.Property(row => row.Method).HasMaxLength(64);
        connection.Property(row => row.Client).HasMaxLength(64);
        connection.Property(row => row.Label).HasMaxLength(Connection.LongestLabel);
        connection.Property(row => row.ExternalAccountId).HasMaxLength(400);
        connection.Property(row => row.ConsentedBy).HasMaxLength(400);
        connection.Property(row => row.ExternalName).HasMaxLength(400);
        connection.Property(row => row.ExternalDetail).HasMaxLength(400);
        connection.Property(row => row.ErrorReason).HasMaxLength(400);
        connection.Property(row => row.Scopes).HasColumnType("text[]");
        connection.Property(row => row.MissingScopes).HasColumnType("text[]");
        connection.Property(row => row.Settings).HasColumnType("jsonb").HasConversion(SettingsAsJson.Conversion, SettingsAsJson.Comparer);
        connection.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.App, row.ExternalAccountId }).IsUnique();
        connection.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.App, row.Label });
        connection.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.ErrorSince, row.Id }).HasFilter("status = 'error'");
        connection.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
        connection.Ignore(row => row.Tenant);
    }
}

internal sealed class ConnectionSecretMapping : IEntityTypeConfiguration<ConnectionSecret>
{
    public void Configure(EntityTypeBuilder<ConnectionSecret> secret)
    {
        secret.ToTable("connection_secrets");
        secret.HasKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId, row.Version });
        secret.Property(row => row.Purpose).HasMaxLength(64);
        // Computed from the envelope, so that the two cannot disagree.
        secret.Property<int>(ConnectionSecret.KeyVersion).HasComputedColumnSql(
            "case when length(envelope) < 6 then 0 else (get_byte(envelope, 2) << 24) | (get_byte(envelope, 3) << 16) "
            + "| (get_byte(envelope, 4) << 8) | get_byte(envelope, 5) end",
            stored: true);
        secret.HasIndex(nameof(ConnectionSecret.AccountId), nameof(ConnectionSecret.WorkspaceId), ConnectionSecret.KeyVersion);
        secret.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RefreshLeaseMapping : IEntityTypeConfiguration<RefreshLease>
{
    public void Configure(EntityTypeBuilder<RefreshLease> lease)
    {
        lease.ToTable("refresh_leases");
        lease.HasKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId });
        lease.Property(row => row.LastOutcome).HasMaxLength(64);
        lease.HasIndex(row => row.DueAt).HasFilter("due_at is not null");
        lease.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId })
            .OnDelete(DeleteBehavior.Cascade);
        lease.Ignore(row => row.Tenant);
        lease.SeenBy((row, viewer) => viewer.IsSchedule || (row.AccountId == viewer.AccountId && row.WorkspaceId == viewer.WorkspaceId));
    }
}
