using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.HealthChecks;

internal static class PlanProbes
{
    /// <summary>
    /// Plans to try a new credential that nothing renews by and by, and to look at it when it ends; of others, their refreshes tell enough.
    /// </summary>
    public static async Task PlanProbesAsync(
        this WorkspaceSession session, Connection connection, bool isRenewed, DateTimeOffset now, CancellationToken stop)
    {
        var watch = await session.WatchAsync(connection, stop);
        watch.ProbeAt = isRenewed ? null : ProbeKey.NoLaterThanEnd(connection, ProbeKey.FirstAt(now));
        watch.RefusedAt = null;
    }
}
