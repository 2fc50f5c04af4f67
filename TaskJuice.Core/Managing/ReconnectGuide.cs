using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

/// <summary>The connections somebody set out to repair, as they are now.</summary>
/// <param name="Connections">Those that still exist and were not given up, the ones to repair first.</param>
/// <param name="Waiting">How many connections of the workspace need a person but are not among them.</param>
public sealed record ReconnectRound(IReadOnlyList<Connection> Connections, int Waiting);

/// <summary>Reads what has to be reconnected.</summary>
public sealed class ReconnectGuide(TaskJuiceDb db)
{
    /// <summary>As many as one round takes; their ids stand in an address, which must not grow without bound.</summary>
    public const int Longest = 40;

    /// <summary>The ids of a round as an address carries them; what is none is passed over.</summary>
    public static IReadOnlyList<Guid> Read(string? written) =>
        [.. (written ?? "").Split(',').Select(part => Guid.TryParse(part, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(Longest)];

    /// <summary>The form that <see cref="Read"/> reads.</summary>
    public static string Written(IEnumerable<Guid> ids) => string.Join(',', ids.Select(id => id.ToString("N")));

    /// <summary>The connections that need a person now, the oldest trouble first, at most <see cref="Longest"/>.</summary>
    public async Task<IReadOnlyList<Guid>> BrokenAsync(Tenant tenant, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        return await session.Connections.Where(row => row.Status == ConnectionStatus.Error)
            .OrderBy(row => row.ErrorSince).ThenBy(row => row.Id).Select(row => row.Id).Take(Longest).ToListAsync(stop);
    }

    /// <summary>How a round stands. Ids that are not the workspace's are passed over.</summary>
    public async Task<ReconnectRound> ReadAsync(Tenant tenant, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var connections = await session.Connections.AsNoTracking()
            .Where(row => ids.Contains(row.Id) && row.Status != ConnectionStatus.Revoked)
            .OrderBy(row => row.Status == ConnectionStatus.Error ? 0 : 1).ThenBy(row => row.App).ThenBy(row => row.Label).ThenBy(row => row.Id)
            .ToListAsync(stop);
        return new(connections, await session.Connections.CountAsync(row => row.Status == ConnectionStatus.Error && !ids.Contains(row.Id), stop));
    }
}
