using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TaskJuice.Core.Storage;

/// <summary>One transaction on behalf of one viewer. Disposed without <see cref="SaveAsync"/>, it leaves no trace.</summary>
public abstract class Session : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly List<Action> _afterwards = [];

    private protected Session(TaskJuiceDb db, IDbContextTransaction transaction)
    {
        Db = db;
        _transaction = transaction;
    }

    private protected TaskJuiceDb Db { get; }

    /// <summary>A table's rows, as far as this session sees them. The folder of what is in it says which sessions may have them, and asks here.</summary>
    internal DbSet<T> Set<T>() where T : class => Db.Set<T>();

    internal Task<int> ExecuteSqlAsync(FormattableString sql, CancellationToken stop) => Db.Database.ExecuteSqlAsync(sql, stop);

    /// <summary>Writes every change and commits. Nothing can follow in this session.</summary>
    /// <exception cref="DbUpdateException">The database refused; nothing was written.</exception>
    public async Task SaveAsync(CancellationToken stop)
    {
        await Db.SaveChangesAsync(stop);
        await _transaction.CommitAsync(stop);
        foreach (var action in _afterwards)
            action();
    }

    /// <summary>Runs when the database has taken the changes, and only then. It must not throw.</summary>
    internal void WhenSaved(Action action) => _afterwards.Add(action);

    /// <summary>Writes every change inside the transaction, so that questions see it.</summary>
    internal Task FlushAsync(CancellationToken stop) => Db.SaveChangesAsync(stop);

    /// <summary>Ends the session; what was not saved is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        Db.ChangeTracker.Clear();
        Db.RowSecurityContext = default;
        GC.SuppressFinalize(this);
    }

    private protected static async Task<IDbContextTransaction> BeginAsync(TaskJuiceDb db, RowSecurityContext viewer, CancellationToken stop)
    {
        if (db.RowSecurityContext != default)
            throw new InvalidOperationException("A session is already open on this context; sessions do not nest.");

        db.RowSecurityContext = viewer;

        // Nothing goes on after a failed save, so that there is nothing to go back to.
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
