using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>One transaction with one row security context. Disposing it without <see cref="SaveAsync"/> rolls it back.</summary>
public abstract class Session : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private bool _isOver;
    private readonly List<Action> _afterwards = [];

    private protected Session(TaskJuiceDb db, IDbContextTransaction transaction)
    {
        Db = db;
        _transaction = transaction;
    }

    private protected TaskJuiceDb Db { get; }

    /// <summary>True while others read in the same transaction: disposing the session does not end it.</summary>
    internal bool IsShared { get; set; }

    /// <summary>
    /// The rows of a table that this session may see. The feature's own folder decides which sessions expose them, and calls this.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session has ended.</exception>
    internal DbSet<T> Set<T>() where T : class
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        return Db.Set<T>();
    }

    internal Task<int> ExecuteSqlAsync(FormattableString sql, CancellationToken stop) => Db.Database.ExecuteSqlAsync(sql, stop);

    /// <summary>Saves all changes and commits. The session cannot be used afterwards.</summary>
    /// <exception cref="DbUpdateException">The database rejected the changes; nothing was saved.</exception>
    public async Task SaveAsync(CancellationToken stop)
    {
        await Db.SaveChangesAsync(stop);
        await _transaction.CommitAsync(stop);
        foreach (var action in _afterwards)
            action();
    }

    /// <summary>Registers an action to run after a successful commit. It must not throw.</summary>
    internal void WhenSaved(Action action) => _afterwards.Add(action);

    /// <summary>Sends all changes within the transaction, so that later queries see them.</summary>
    internal Task FlushAsync(CancellationToken stop) => Db.SaveChangesAsync(stop);

    /// <summary>Ends the session and rolls back unsaved changes.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (IsShared)
            return;

        _isOver = true;
        Db.ChangeTracker.Clear();
        Db.RowSecurityContext = default;
        await _transaction.DisposeAsync();
    }

    private protected static async Task<IDbContextTransaction> BeginAsync(TaskJuiceDb db, RowSecurityContext viewer, CancellationToken stop)
    {
        if (db.Shared is { } shared)
            await shared.EndAsync();
        if (db.RowSecurityContext != default)
            throw new InvalidOperationException("A session is already open on this context; sessions do not nest.");

        db.RowSecurityContext = viewer;

        // Nothing continues after a failed save, so savepoints are not needed.
        db.Database.AutoSavepointsEnabled = false;
        try
        {
            return await db.Database.BeginTransactionAsync(stop);
        }
        catch
        {
            db.RowSecurityContext = default;
            throw;
        }
    }
}
