using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Finds the accounts that their names do not tell apart.</summary>
public static class NamedAlike
{
    /// <summary>Of these connections of a workspace, those that share app and name with another one of it, shown or not.</summary>
    /// <param name="session">The workspace.</param>
    /// <param name="shown">The connections that a page shows.</param>
    /// <param name="stop">Ends the look.</param>
    public static async Task<IReadOnlySet<Guid>> AmongAsync(WorkspaceSession session, IReadOnlyCollection<Connection> shown, CancellationToken stop)
    {
        var (apps, labels) = (shown.Select(row => row.App).Distinct().ToList(), shown.Select(row => row.Label).Distinct().ToList());
        if (labels.Count == 0)
            return new HashSet<Guid>();

        var shared = await session.Connections.Where(row => apps.Contains(row.App) && labels.Contains(row.Label))
            .GroupBy(row => new { row.App, row.Label }).Where(group => group.Count() > 1).Select(group => group.Key).ToListAsync(stop);
        return shown.Where(row => shared.Contains(new { row.App, row.Label })).Select(row => row.Id).ToHashSet();
    }
}
