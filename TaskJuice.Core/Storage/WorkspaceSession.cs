using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees one workspace and nothing else.</summary>
public sealed class WorkspaceSession : Session
{
    private readonly Dictionary<Type, object> _read = [];

    private WorkspaceSession(TaskJuiceDb db, IDbContextTransaction transaction, Tenant tenant) : base(db, transaction) => Tenant = tenant;

    /// <summary>The workspace this session sees.</summary>
    public Tenant Tenant { get; }

    /// <summary>Caches a read for the rest of the transaction.</summary>
    /// <typeparam name="T">The type of the result; one is cached for each type.</typeparam>
    internal async Task<T> ReadOnceAsync<T>(Func<Task<T>> read) where T : class
    {
        if (!_read.TryGetValue(typeof(T), out var found))
            _read[typeof(T)] = found = await read();
        return (T)found;
    }

    internal static async Task<WorkspaceSession> OpenAsync(TaskJuiceDb db, Tenant tenant, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.Of(tenant), stop), tenant);

    /// <summary>Opens a session that cannot write.</summary>
    internal static async Task<WorkspaceSession> OpenToReadAsync(TaskJuiceDb db, Tenant tenant, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.Of(tenant) with { IsReadOnly = true }, stop), tenant);
}
