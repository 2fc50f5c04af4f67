using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Finds connections that cannot be told apart by their names.</summary>
public static class NamedAlike
{
    /// <summary>Which of these connections share app and name with another one of the workspace, whether it is shown or not.</summary>
    /// <param name="session">The workspace.</param>
    /// <param name="shown">The connections on the page.</param>
    /// <param name="stop">Cancels the query.</param>
    public static async Task<IReadOnlySet<Guid>> AmongAsync(
        WorkspaceSession session, IReadOnlyCollection<Connection> shown, CancellationToken stop)
    {
        var (apps, labels) = (shown.Select(row => row.App).Distinct().ToList(), shown.Select(row => row.Label).Distinct().ToList());
        if (labels.Count == 0)
            return new HashSet<Guid>();

        var shared = await session.Connections.Where(row => apps.Contains(row.App) && labels.Contains(row.Label))
            .GroupBy(row => new { row.App, row.Label }).Where(group => group.Count() > 1).Select(group => group.Key).ToListAsync(stop);
        return shown.Where(row => shared.Contains(new { row.App, row.Label })).Select(row => row.Id).ToHashSet();
    }
}
