using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Connections.Refreshing;
using TaskJuice.Core.Mailing;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage;

/// <summary>
/// The one database context. Tenant tables are internal: outside Core the only door to them is a session, and a session is always
/// somebody's (<see cref="InWorkspaceAsync"/>, <see cref="AsUserAsync"/>).
/// </summary>
public sealed class TaskJuiceDb(DbContextOptions<TaskJuiceDb> options)
    : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>The key ring that protects cookies; nothing else.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<BrowserSession> BrowserSessions => Set<BrowserSession>();
    internal DbSet<Account> Accounts => Set<Account>();
    internal DbSet<Workspace> Workspaces => Set<Workspace>();
    internal DbSet<Membership> Memberships => Set<Membership>();
    internal DbSet<Workflow> Workflows => Set<Workflow>();
    internal DbSet<Node> Nodes => Set<Node>();
    internal DbSet<Connection> Connections => Set<Connection>();
    internal DbSet<ConnectionSecret> ConnectionSecrets => Set<ConnectionSecret>();
    internal DbSet<RefreshLease> RefreshLeases => Set<RefreshLease>();
    internal DbSet<ReceivedReply> TokenInbox => Set<ReceivedReply>();
    internal DbSet<OpenCircuit> OpenCircuits => Set<OpenCircuit>();
    internal DbSet<RateLimitPartition> RateLimitPartitions => Set<RateLimitPartition>();
    internal DbSet<VaultKey> VaultKeys => Set<VaultKey>();
    internal DbSet<AccountKey> AccountKeys => Set<AccountKey>();
    internal DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    internal DbSet<ConnectAttempt> ConnectAttempts => Set<ConnectAttempt>();
    internal DbSet<Notification> Notifications => Set<Notification>();
    internal DbSet<NotificationRead> NotificationReads => Set<NotificationRead>();
    internal DbSet<ReadMark> ReadMarks => Set<ReadMark>();
    internal DbSet<Mail> Mails => Set<Mail>();
    internal DbSet<QueuedRevocation> Revocations => Set<QueuedRevocation>();
    internal DbSet<ConnectionWatch> ConnectionWatches => Set<ConnectionWatch>();

    /// <summary>Who the open session reads and writes for; nobody when none is open.</summary>
    internal RowSecurityContext RowSecurityContext { get; set; }

    // Query filters compare with these; EF reads them anew for every query.
    private Guid? CurrentAccount => RowSecurityContext.AccountId;
    private Guid? CurrentWorkspace => RowSecurityContext.WorkspaceId;
    private Guid? CurrentUser => RowSecurityContext.UserId;
    private string? CurrentState => RowSecurityContext.StateHash;
    private bool IsSchedule => RowSecurityContext.IsSchedule;
    private bool IsKeyKeeper => RowSecurityContext.IsKeyKeeper;

    /// <summary>Opens a session that sees one workspace and nothing else.</summary>
    public Task<WorkspaceSession> InWorkspaceAsync(Tenant tenant, CancellationToken stop) => WorkspaceSession.OpenAsync(this, tenant, stop);

    /// <summary>Opens a session that sees the accounts and workspaces a person belongs to.</summary>
    public Task<UserSession> AsUserAsync(Guid userId, CancellationToken stop) => UserSession.OpenAsync(this, userId, stop);

    /// <summary>Applies what every user of the context shares: names, interceptors.</summary>
    public static void Configure(DbContextOptionsBuilder options) =>
        options.UseSnakeCaseNamingConvention().AddInterceptors(RowSecurityInterceptor.Instance, RowLocks.Interceptor.Instance);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TaskJuiceDb).Assembly);

        // The query must name the account, the first column of every index: several policies on a table form an OR, which prevents an index scan.
        builder.Entity<Workflow>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<Node>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<Connection>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<ConnectionSecret>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<ReceivedReply>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<AuditEvent>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<Notification>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<NotificationRead>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<ReadMark>().HasQueryFilter(row => row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace);
        builder.Entity<Mail>().HasQueryFilter(row => IsSchedule || (row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace));
        builder.Entity<ConnectionWatch>().HasQueryFilter(row => IsSchedule || (row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace));
        builder.Entity<QueuedRevocation>().HasQueryFilter(row => IsSchedule || (row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace));
        builder.Entity<ConnectAttempt>().HasQueryFilter(row => row.WorkspaceId == CurrentWorkspace || row.StateHash == CurrentState || row.UserId == CurrentUser);
        builder.Entity<AccountKey>().HasQueryFilter(row => IsKeyKeeper || row.AccountId == CurrentAccount);
        builder.Entity<RefreshLease>().HasQueryFilter(row => IsSchedule || (row.AccountId == CurrentAccount && row.WorkspaceId == CurrentWorkspace));
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<ConnectionStatus>().HaveConversion<LowerCaseEnum<ConnectionStatus>>();
        conventions.Properties<MemberRole>().HaveConversion<LowerCaseEnum<MemberRole>>();
        conventions.Properties<Catalog.NodeKind>().HaveConversion<LowerCaseEnum<Catalog.NodeKind>>();
        conventions.Properties<NotificationKind>().HaveConversion<LowerCaseEnum<NotificationKind>>();
        conventions.Properties<MailKind>().HaveConversion<LowerCaseEnum<MailKind>>();
        conventions.Properties<AccessEnd>().HaveConversion<LowerCaseEnum<AccessEnd>>();
        conventions.Properties<CircuitReason>().HaveConversion<LowerCaseEnum<CircuitReason>>();
        conventions.Properties<AccountKeyState>().HaveConversion<LowerCaseEnum<AccountKeyState>>();
        conventions.Properties<AuditKind>().HaveConversion<LowerCaseEnum<AuditKind>>();
    }
}
