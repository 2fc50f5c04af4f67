using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>Searches connections the way a person names them.</summary>
public static class NamedConnections
{
    /// <summary>Those whose name, or whose own name at the provider, has the text in it; case does not matter. All of them without a text.</summary>
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
