using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Managing;

/// <summary>The sort order of connections.</summary>
public enum ConnectionOrder
{
    /// <summary>Those that need a person first, disconnected ones last, otherwise by name.</summary>
    Problems,

    /// <summary>By name.</summary>
    Name,

    /// <summary>Most recently used first.</summary>
    Used,
}

/// <summary>The search criteria.</summary>
public sealed record ConnectionFilter
{
    /// <summary>Part of a name or of the identity at the provider, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Slug of an app, or null for all.</summary>
    public string? App { get; init; }

    /// <summary>A status, or null for all.</summary>
    public ConnectionStatus? Status { get; init; }

    /// <summary>The person who connected it, or null for everyone.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The order.</summary>
    public ConnectionOrder Order { get; init; }

    /// <summary>The 1-based page.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>One row of the list.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Steps">How many steps use it.</param>
/// <param name="Workflows">In how many workflows.</param>
/// <param name="Refresh">The refresh schedule of its token.</param>
/// <param name="ConnectedBy">The person's name, or null.</param>
/// <param name="IsAlike">True when another connection to the app has the same name.</param>
public sealed record ConnectionLine(
    Connection Connection, int Steps, int Workflows, RefreshState Refresh, string? ConnectedBy, bool IsAlike);

/// <summary>One page of a workspace's connections.</summary>
/// <param name="Lines">The rows of the page.</param>
/// <param name="Found">The number of matches.</param>
/// <param name="Page">The 1-based page; the last one when a later one was requested.</param>
public sealed record ConnectionList(IReadOnlyList<ConnectionLine> Lines, int Found, int Page)
{
    /// <summary>How many pages there are, at least 1.</summary>
    public int Pages => Math.Max(1, (Found + FindConnections.PageSize - 1) / FindConnections.PageSize);

    /// <summary>The totals of the workspace, independent of the filter.</summary>
    public required ConnectionCounts Counts { get; init; }
}

/// <summary>The totals of a workspace.</summary>
/// <param name="ByStatus">Connections by status.</param>
/// <param name="ByApp">Connections by slug.</param>
/// <param name="Owners">Everyone who connected one, by name.</param>
public sealed record ConnectionCounts(
    IReadOnlyDictionary<ConnectionStatus, int> ByStatus, IReadOnlyDictionary<string, int> ByApp,
    IReadOnlyList<KeyValuePair<Guid, string>> Owners)
{
    /// <summary>The number of connections.</summary>
    public int Total => ByStatus.Values.Sum();

    /// <summary>How many have this status.</summary>
    public int Of(ConnectionStatus status) => ByStatus.GetValueOrDefault(status);
}

/// <summary>Searches the connections of a workspace, one page at a time, in the database.</summary>
public sealed class FindConnections(TaskJuiceDb db)
{
    /// <summary>Connections per page.</summary>
    public const int PageSize = 50;

    /// <summary>Reads one page.</summary>
    public async Task<ConnectionList> FindAsync(Tenant tenant, ConnectionFilter filter, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var matching = session.Connections.AsNoTracking().Matching(filter);
        var found = await matching.CountAsync(stop);
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (found + PageSize - 1) / PageSize));
        var rows = await matching.Ordered(filter.Order).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(stop);
        return new(await LinesAsync(session, rows, stop), found, page) { Counts = await CountAsync(session, stop) };
    }

    private async Task<IReadOnlyList<ConnectionLine>> LinesAsync(WorkspaceSession session, List<Connection> rows, CancellationToken stop)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var uses = await session.Steps
            .Where(step => step.RemovedAt == null && step.ConnectionId != null && ids.Contains(step.ConnectionId.Value))
            .GroupBy(step => step.ConnectionId!.Value)
            .Select(steps => new { steps.Key, Steps = steps.Count(), Workflows = steps.Select(step => step.WorkflowId).Distinct().Count() })
            .ToDictionaryAsync(use => use.Key, stop);
        var leases = await session.Leases.AsNoTracking().Where(lease => ids.Contains(lease.ConnectionId))
            .ToDictionaryAsync(lease => lease.ConnectionId, stop);
        var names = await db.NamesAsync(rows.Select(row => (Guid?)row.CreatedBy), stop);
        var alike = await NamedAlike.AmongAsync(session, rows, stop);
        return [.. rows.Select(row => new ConnectionLine(
            row, uses.GetValueOrDefault(row.Id)?.Steps ?? 0, uses.GetValueOrDefault(row.Id)?.Workflows ?? 0,
            RefreshState.Of(leases.GetValueOrDefault(row.Id)), names.GetValueOrDefault(row.CreatedBy), alike.Contains(row.Id)))];
    }

    private async Task<ConnectionCounts> CountAsync(WorkspaceSession session, CancellationToken stop)
    {
        var groups = await session.Connections.GroupBy(row => new { row.Status, row.App, row.CreatedBy })
            .Select(group => new { group.Key.Status, group.Key.App, group.Key.CreatedBy, Count = group.Count() }).ToListAsync(stop);
        var names = await db.NamesAsync(groups.Select(group => (Guid?)group.CreatedBy), stop);
        return new(
            groups.GroupBy(group => group.Status).ToDictionary(group => group.Key, group => group.Sum(part => part.Count)),
            groups.GroupBy(group => group.App).ToDictionary(group => group.Key, group => group.Sum(part => part.Count)),
            [.. names.OrderBy(name => name.Value, StringComparer.CurrentCultureIgnoreCase)]);
    }
}
