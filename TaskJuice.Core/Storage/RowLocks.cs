using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Locks rows until the transaction ends (PostgreSQL, "Row-Level Locks"). It is the lock that an update takes, without the dead row that an
/// update leaves; new rows may still refer to a locked one.
/// </summary>
internal static class RowLocks
{
    private const string Tag = "Lock rows";

    /// <summary>Waits for the row locks and takes them.</summary>
    /// <returns>The number of rows.</returns>
    public static async Task<int> LockAsync<T>(this IQueryable<T> rows, CancellationToken stop) =>
        (await rows.TagWith(Tag).ToListAsync(stop)).Count;

    /// <summary>Appends the locking clause, which LINQ cannot express.</summary>
    public sealed class Interceptor : DbCommandInterceptor
    {
        public static readonly Interceptor Instance = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken stop = default)
        {
            if (command.CommandText.StartsWith("-- " + Tag, StringComparison.Ordinal))
                command.CommandText += "\nfor no key update";
            return base.ReaderExecutingAsync(command, eventData, result, stop);
        }
    }
}
