using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Searches connections by name.</summary>
public static class NamedConnections
{
    /// <summary>Connections whose label or external name contains the text, ignoring case. All of them when there is no text.</summary>
    public static IQueryable<Connection> Named(this IQueryable<Connection> connections, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return connections;

        var pattern = SearchPattern.Containing(text.Trim());
        return connections.Where(row =>
            EF.Functions.ILike(row.Label, pattern, SearchPattern.Escape)
            || (row.ExternalName != null && EF.Functions.ILike(row.ExternalName, pattern, SearchPattern.Escape))
            || (row.ExternalDetail != null && EF.Functions.ILike(row.ExternalDetail, pattern, SearchPattern.Escape)));
    }
}
