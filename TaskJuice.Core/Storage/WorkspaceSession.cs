using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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

/// <summary>A transaction that sees one workspace and nothing else.</summary>
public sealed class WorkspaceSession : Session
{
    private List<AccountKey>? _keys;

    private WorkspaceSession(TaskJuiceDb db, IDbContextTransaction transaction, Tenant tenant) : base(db, transaction) => Tenant = tenant;

    /// <summary>The workspace this session sees.</summary>
    public Tenant Tenant { get; }

    /// <summary>The workspace's workflows.</summary>
    public IQueryable<Workflow> Workflows => Db.Workflows;

    /// <summary>The workspace's steps, removed ones included.</summary>
    public IQueryable<Node> Nodes => Db.Nodes;

    /// <summary>The workspace's connections.</summary>
    public IQueryable<Connection> Connections => Db.Connections;

    /// <summary>What happened to the workspace's connections.</summary>
    public IQueryable<AuditEvent> AuditEvents => Db.AuditEvents;

    /// <summary>What the workspace's people have to know, closed ones included.</summary>
    public IQueryable<Notification> Notifications => Db.Notifications;

    /// <summary>Who has read what.</summary>
    public IQueryable<NotificationRead> NotificationReads => Db.NotificationReads;

    /// <summary>Up to when somebody has read everything.</summary>
    internal IQueryable<ReadMark> ReadMarks => Db.ReadMarks;

    /// <summary>Who belongs to the account.</summary>
    public IQueryable<Membership> Memberships => Db.Memberships;

    /// <summary>The people of the account.</summary>
    public IQueryable<User> People => Db.Users.Where(user => Db.Memberships.Any(member => member.UserId == user.Id && member.AccountId == Tenant.AccountId));

    /// <summary>The workspace this session sees, as the account knows it.</summary>
    internal IQueryable<Workspace> Workspaces => Db.Workspaces.Where(row => row.AccountId == Tenant.AccountId && row.Id == Tenant.WorkspaceId);

    internal IQueryable<Mail> Mails => Db.Mails;

    internal IQueryable<ConnectionWatch> Watches => Db.ConnectionWatches;

    internal IQueryable<QueuedRevocation> Revocations => Db.Revocations;

    internal IQueryable<ConnectAttempt> ConnectAttempts => Db.ConnectAttempts;

    internal IQueryable<ConnectionSecret> Secrets => Db.ConnectionSecrets;

    internal IQueryable<RefreshLease> Leases => Db.RefreshLeases;

    // Query filters do not apply to raw update statements; row-level security does.
    internal IQueryable<RefreshLease> LeasesBySql(FormattableString sql) => Db.RefreshLeases.FromSql(sql).IgnoreQueryFilters().AsNoTracking();

    internal IQueryable<ReceivedReply> Inbox => Db.TokenInbox;

    internal IQueryable<AccountKey> AccountKeys => Db.AccountKeys;

    /// <summary>Adds a workflow.</summary>
    public void Add(Workflow workflow) => Db.Add(workflow);

    /// <summary>Adds a step.</summary>
    public void Add(Node node) => Db.Add(node);

    internal void Add(Connection connection) => Db.Add(connection);

    internal void Add(ConnectionSecret secret) => Db.Add(secret);

    internal void Add(RefreshLease lease) => Db.Add(lease);

    internal void Add(ReceivedReply reply) => Db.Add(reply);

    internal void Add(AccountKey key) => Db.Add(key);

    /// <summary>The account's keys that still open something, read once in this transaction.</summary>
    internal async Task<IReadOnlyList<AccountKey>> KeysAsync(CancellationToken stop) =>
        _keys ??= await Db.AccountKeys.AsNoTracking().Where(key => key.State != AccountKeyState.Retired).ToListAsync(stop);

    internal void Add(AuditEvent happened) => Db.Add(happened);

    internal void Add(Notification notification) => Db.Add(notification);

    internal void Add(ReadMark mark) => Db.Add(mark);

    internal void Add(Mail mail) => Db.Add(mail);

    /// <summary>A watch that this session made and has not written yet, or null.</summary>
    internal ConnectionWatch? AddedWatch(Guid connection) => Db.ConnectionWatches.Local.FirstOrDefault(row => row.ConnectionId == connection);

    internal void Add(ConnectionWatch watch) => Db.Add(watch);

    internal void Add(QueuedRevocation revocation) => Db.Add(revocation);

    internal void Add(ConnectAttempt attempt) => Db.Add(attempt);

    internal Task<int> ExecuteAsync(FormattableString sql, CancellationToken stop) => Db.Database.ExecuteSqlAsync(sql, stop);

    internal void Remove(Connection connection) => Db.Remove(connection);

    internal static async Task<WorkspaceSession> OpenAsync(TaskJuiceDb db, Tenant tenant, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.Of(tenant), stop), tenant);
}
