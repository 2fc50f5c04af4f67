using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Who the open session reads and writes for; nobody when none is open.</summary>
    internal RowSecurityContext RowSecurityContext { get; set; }

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
        builder.StoreEnumsAsWords();
        builder.LetOnlyTheWorkspaceSee();
    }
}
