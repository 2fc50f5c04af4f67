using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Locks rows until the transaction ends (PostgreSQL, "Row-Level Locks"). The lock is the one that an update takes, without the dead row
/// that an update leaves: new rows may still refer to a locked one.
/// </summary>
internal static class RowLocks
{
    private const string Tag = "Lock rows";

    /// <summary>Waits until nobody else holds the rows, and holds them.</summary>
    /// <returns>How many rows there are.</returns>
    public static async Task<int> LockAsync<T>(this IQueryable<T> rows, CancellationToken stop) => (await rows.TagWith(Tag).ToListAsync(stop)).Count;

    /// <summary>Adds the clause that LINQ has no word for.</summary>
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
