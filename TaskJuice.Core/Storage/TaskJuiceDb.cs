using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace TaskJuice.Core.Storage;

/// <summary>
/// The only database context. Tenant tables are internal: outside Core, they are accessible only through a session, which always has a row
/// security context (<see cref="InWorkspaceAsync"/>, <see cref="AsUserAsync"/>).
/// </summary>
public sealed class TaskJuiceDb(DbContextOptions<TaskJuiceDb> options)
    : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>The data protection key ring, for cookies and pending authorizations.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The row security context of the open session; empty when none is open.</summary>
    internal RowSecurityContext RowSecurityContext { get; set; }

    /// <summary>The transaction that the reads of a request share; null when each read has its own.</summary>
    internal SharedReads? Shared { get; set; }

    /// <summary>Opens a session that sees one workspace and nothing else.</summary>
    public Task<WorkspaceSession> InWorkspaceAsync(Tenant tenant, CancellationToken stop) => WorkspaceSession.OpenAsync(this, tenant, stop);

    /// <summary>
    /// Opens a session that reads one workspace, and cannot write. Between <see cref="ShareReads"/> and the first session of another kind,
    /// all of them are the same transaction.
    /// </summary>
    public Task<WorkspaceSession> ReadWorkspaceAsync(Tenant tenant, CancellationToken stop) =>
        Shared is { } shared ? shared.OpenAsync(tenant, stop) : WorkspaceSession.OpenToReadAsync(this, tenant, stop);

    /// <summary>
    /// Lets the reads that follow share one transaction, for instance those of a page. The transaction ends with the result's disposal, or
    /// when any other session is opened; a caller of a provider must not leave it open.
    /// </summary>
    public IAsyncDisposable ShareReads() => Shared ??= new SharedReads(this);

    /// <summary>Opens a session that sees the accounts and workspaces a user belongs to.</summary>
    public Task<UserSession> AsUserAsync(Guid userId, CancellationToken stop) => UserSession.OpenAsync(this, userId, stop);

    /// <summary>Applies the options shared by all uses of the context: naming and interceptors.</summary>
    public static void Configure(DbContextOptionsBuilder options) =>
        options.UseSnakeCaseNamingConvention().AddInterceptors(RowSecurityInterceptor.Instance, RowLocks.Interceptor.Instance);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TaskJuiceDb).Assembly);
        builder.StoreEnumsAsWords();
        builder.LetOnlyTheWorkspaceSee();
    }
}
