using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

internal static class ConnectionQueries
{
    public static IQueryable<Connection> Matching(this IQueryable<Connection> connections, ConnectionFilter filter)
    {
        if (filter.App is { } app)
            connections = connections.Where(row => row.App == app);
        if (filter.Status is { } status)
            connections = connections.Where(row => row.Status == status);
        if (filter.Owner is { } owner)
            connections = connections.Where(row => row.CreatedBy == owner);
        if (filter.Text?.Trim() is not { Length: > 0 } text)
            return connections;

        // A fingerprint identifies an account without an id; nobody searches for it.
        var part = SearchPattern.Containing(text);
        return connections.Where(row => EF.Functions.ILike(row.Label, part, SearchPattern.Escape)
            || (row.ExternalName != null && EF.Functions.ILike(row.ExternalName, part, SearchPattern.Escape))
            || (row.ExternalDetail != null && EF.Functions.ILike(row.ExternalDetail, part, SearchPattern.Escape))
            || (!row.ExternalAccountId.StartsWith("key:") && EF.Functions.ILike(row.ExternalAccountId, part, SearchPattern.Escape)));
    }

    public static IQueryable<Connection> Ordered(this IQueryable<Connection> connections, ConnectionOrder order) => order switch
    {
        ConnectionOrder.Name => connections.OrderBy(row => row.Label.ToLower()).ThenBy(row => row.Id),
        ConnectionOrder.Used => connections.OrderBy(row => row.LastUsedAt == null).ThenByDescending(row => row.LastUsedAt)
            .ThenBy(row => row.Label.ToLower()).ThenBy(row => row.Id),
        _ => connections.OrderBy(row => row.Status == ConnectionStatus.Error ? 0 : row.Status == ConnectionStatus.Revoked ? 2 : 1)
            .ThenBy(row => row.Label.ToLower()).ThenBy(row => row.Id),
    };
}
