using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>A transaction that sees one workspace and nothing else.</summary>
public sealed class WorkspaceSession : Session
{
    private readonly Dictionary<Type, object> _read = [];

    private WorkspaceSession(TaskJuiceDb db, IDbContextTransaction transaction, Tenant tenant) : base(db, transaction) => Tenant = tenant;

    /// <summary>The workspace this session sees.</summary>
    public Tenant Tenant { get; }

    /// <summary>What one reading is enough of in a transaction.</summary>
    /// <typeparam name="T">What is read; there is one reading for each.</typeparam>
    internal async Task<T> ReadOnceAsync<T>(Func<Task<T>> read) where T : class
    {
        if (!_read.TryGetValue(typeof(T), out var found))
            _read[typeof(T)] = found = await read();
        return (T)found;
    }

    internal static async Task<WorkspaceSession> OpenAsync(TaskJuiceDb db, Tenant tenant, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.Of(tenant), stop), tenant);
}
