using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Connections.Refreshing;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage.Mapping;

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
        // Read from the envelope itself, so that it cannot say something else.
        secret.Property<int>(ConnectionSecret.KeyVersion).HasComputedColumnSql(
            "case when length(envelope) < 6 then 0 else (get_byte(envelope, 2) << 24) | (get_byte(envelope, 3) << 16) | (get_byte(envelope, 4) << 8) | get_byte(envelope, 5) end",
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
    }
}

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

internal sealed class ConnectionWatchMapping : IEntityTypeConfiguration<ConnectionWatch>
{
    public void Configure(EntityTypeBuilder<ConnectionWatch> watch)
    {
        watch.ToTable("connection_watches");
        watch.HasKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId });
        watch.Property(row => row.App).HasMaxLength(64);
        watch.HasIndex(row => row.WarnAt).HasFilter("warn_at is not null");
        watch.HasIndex(row => row.ProbeAt).HasFilter("probe_at is not null");
        watch.HasOne<Connection>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId })
            .OnDelete(DeleteBehavior.Cascade);
        watch.Ignore(row => row.Tenant);
    }
}

internal sealed class QueuedRevocationMapping : IEntityTypeConfiguration<QueuedRevocation>
{
    public void Configure(EntityTypeBuilder<QueuedRevocation> revocation)
    {
        revocation.ToTable("revocations");
        revocation.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        revocation.Property(row => row.App).HasMaxLength(64);
        revocation.Property(row => row.Method).HasMaxLength(64);
        revocation.Property(row => row.Client).HasMaxLength(64);
        revocation.Property(row => row.ExternalAccountId).HasMaxLength(400);
        revocation.Property(row => row.ConsentedBy).HasMaxLength(400);
        revocation.Property(row => row.Settings).HasColumnType("jsonb").HasConversion(SettingsAsJson.Conversion, SettingsAsJson.Comparer);
        revocation.HasIndex(row => row.DueAt).HasFilter("due_at is not null");
        revocation.HasIndex(row => row.DoneAt).HasFilter("done_at is not null");
        revocation.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
        revocation.Ignore(row => row.Tenant);
        revocation.Ignore(row => row.Context);
    }
}

internal sealed class ConnectAttemptMapping : IEntityTypeConfiguration<ConnectAttempt>
{
    public void Configure(EntityTypeBuilder<ConnectAttempt> attempt)
    {
        attempt.ToTable("connect_attempts");
        attempt.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        attempt.Property(row => row.StateHash).HasMaxLength(64);
        attempt.HasIndex(row => row.StateHash);
        attempt.HasIndex(row => row.EndsAt);
        attempt.HasIndex(row => row.UserId);
        attempt.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> happened)
    {
        happened.ToTable("audit_events");
        happened.HasKey(row => new { row.AccountId, row.WorkspaceId, row.Id });
        happened.Property(row => row.Detail).HasMaxLength(400);
        happened.HasIndex(row => new { row.AccountId, row.WorkspaceId, row.ConnectionId, row.At });
        happened.HasIndex(row => row.At).HasFilter("kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried')");
        happened.HasOne<Workspace>().WithMany()
            .HasForeignKey(row => new { row.AccountId, row.WorkspaceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
