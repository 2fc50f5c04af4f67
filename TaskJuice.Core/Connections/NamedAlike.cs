using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Finds connections that cannot be told apart by their names.</summary>
public static class NamedAlike
{
    /// <summary>The connections that share app and name with another one of the workspace, to be asked for one by its id.</summary>
    /// <param name="session">The workspace.</param>
    public static IQueryable<Connection> In(WorkspaceSession session)
    {
        var all = session.Connections;
        return all.Where(row => all.Any(other => other.Id != row.Id && other.App == row.App && other.Label == row.Label));
    }

    /// <summary>Which of these connections share app and name with another one of the workspace, whether it is shown or not.</summary>
    /// <param name="session">The workspace.</param>
    /// <param name="shown">The connections on the page.</param>
    /// <param name="stop">Cancels the query.</param>
    public static async Task<IReadOnlySet<Guid>> AmongAsync(
        WorkspaceSession session, IReadOnlyCollection<Connection> shown, CancellationToken stop)
    {
        var ids = shown.Select(row => row.Id).ToList();
        return (await In(session).Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(stop)).ToHashSet();
    }
}
