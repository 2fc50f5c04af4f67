using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

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
    public int Pages => FindConnections.PagesOf(Found);

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
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var matching = session.Connections.Matching(filter);

        // The first page always exists; whether another one does has to be known before it is read.
        var page = filter.Page <= 1 ? 1 : Math.Min(filter.Page, PagesOf(await matching.CountAsync(stop)));
        var rows = await PageAsync(session, matching, filter.Order, page, stop);
        return new(rows.ConvertAll(row => row.ToLine()), rows is [var first, ..] ? first.Found : 0, page)
        {
            Counts = await CountAsync(session, stop),
        };
    }

    internal static int PagesOf(int count) => Math.Max(1, (count + PageSize - 1) / PageSize);

    // The rows and everything beside them, in one statement.
    private Task<List<Row>> PageAsync(
        WorkspaceSession session, IQueryable<Connection> matching, ConnectionOrder order, int page, CancellationToken stop)
    {
        var (alike, leases, users) = (NamedAlike.In(session), session.Leases, db.Users);
        var shown = matching.Ordered(order).Skip((page - 1) * PageSize).Take(PageSize);
        return shown.AsNoTracking()
            .LeftJoin(session.CountUses(shown), row => row.Id, use => use.Id, (row, use) => new { row, use })
            .LeftJoin(leases, pair => pair.row.Id, lease => lease.ConnectionId, (pair, lease) => new { pair.row, pair.use, lease })
            .Select(found => new Row
            {
                Connection = found.row,
                Found = matching.Count(),
                Steps = found.use!.Steps,
                Workflows = found.use.Workflows,
                Lease = found.lease,
                ConnectedBy = users.Where(user => user.Id == found.row.CreatedBy).Select(user => user.DisplayName).FirstOrDefault(),
                IsAlike = alike.Any(one => one.Id == found.row.Id),
            })
            .ToListAsync(stop);
    }

    private async Task<ConnectionCounts> CountAsync(WorkspaceSession session, CancellationToken stop)
    {
        var users = db.Users;
        var groups = await session.Connections.GroupBy(row => new { row.Status, row.App, row.CreatedBy })
            .Select(group => new { group.Key.Status, group.Key.App, group.Key.CreatedBy, Count = group.Count() })
            .Select(group => new
            {
                group.Status,
                group.App,
                group.CreatedBy,
                group.Count,
                Name = users.Where(user => user.Id == group.CreatedBy).Select(user => user.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(stop);
        return new(
            groups.GroupBy(group => group.Status).ToDictionary(group => group.Key, group => group.Sum(part => part.Count)),
            groups.GroupBy(group => group.App).ToDictionary(group => group.Key, group => group.Sum(part => part.Count)),
            [.. groups.Where(group => group.Name is not null).Select(group => KeyValuePair.Create(group.CreatedBy, group.Name!)).Distinct()
                .OrderBy(owner => owner.Value, StringComparer.CurrentCultureIgnoreCase)]);
    }

    private sealed class Row
    {
        public required Connection Connection { get; init; }

        public required int Found { get; init; }

        /// <summary>Null when no step uses it.</summary>
        public int? Steps { get; init; }

        public int? Workflows { get; init; }

        public RefreshLease? Lease { get; init; }

        public string? ConnectedBy { get; init; }

        public required bool IsAlike { get; init; }

        public ConnectionLine ToLine() => new(Connection, Steps ?? 0, Workflows ?? 0, RefreshState.Of(Lease), ConnectedBy, IsAlike);
    }
}
