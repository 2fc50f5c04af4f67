using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

/// <summary>The connections that a person reconnects one after the other, in their current state.</summary>
/// <param name="Connections">Those that still exist and were not disconnected; broken ones first.</param>
/// <param name="Waiting">How many other connections of the workspace need a person.</param>
public sealed record ReconnectRound(IReadOnlyList<Connection> Connections, int Waiting);

/// <summary>Reads the connections to reconnect.</summary>
public sealed class ReconnectGuide(TaskJuiceDb db)
{
    /// <summary>The maximum number in one batch; their ids are part of an address, whose length is limited.</summary>
    public const int Longest = 40;

    /// <summary>Parses the ids in an address; invalid ones are ignored.</summary>
    public static IReadOnlyList<Guid> Read(string? written) =>
        [.. (written ?? "").Split(',').Select(part => Guid.TryParse(part, out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty).Distinct().Take(Longest)];

    /// <summary>Formats ids for <see cref="Read"/>.</summary>
    public static string Written(IEnumerable<Guid> ids) => string.Join(',', ids.Select(id => id.ToString("N")));

    /// <summary>The connections that need a person now, longest in error first, at most <see cref="Longest"/>.</summary>
    public async Task<IReadOnlyList<Guid>> BrokenAsync(Tenant tenant, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        return await session.Connections.Where(row => row.Status == ConnectionStatus.Error)
            .OrderBy(row => row.ErrorSince).ThenBy(row => row.Id).Select(row => row.Id).Take(Longest).ToListAsync(stop);
    }

    /// <summary>The current state of a batch. Ids of other workspaces are ignored.</summary>
    public async Task<ReconnectRound> ReadAsync(Tenant tenant, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var connections = await session.Connections.AsNoTracking()
            .Where(row => ids.Contains(row.Id) && row.Status != ConnectionStatus.Revoked)
            .OrderBy(row => row.Status == ConnectionStatus.Error ? 0 : 1)
            .ThenBy(row => row.App).ThenBy(row => row.Label).ThenBy(row => row.Id)
            .ToListAsync(stop);
        return new(
            connections, await session.Connections.CountAsync(row => row.Status == ConnectionStatus.Error && !ids.Contains(row.Id), stop));
    }
}
