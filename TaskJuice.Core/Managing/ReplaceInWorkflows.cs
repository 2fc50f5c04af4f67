using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Managing;

/// <summary>What replacing one connection with another would change.</summary>
/// <param name="From">The connection in use.</param>
/// <param name="To">The replacement.</param>
/// <param name="Changing">Steps that would use the replacement.</param>
/// <param name="Staying">Steps whose operation does not accept the replacement's auth method; they are not changed.</param>
/// <param name="Alike">Which of the two share their name with another connection to the app.</param>
public sealed record Replacement(
    Connection From, Connection To, IReadOnlyList<StepUse> Changing, IReadOnlyList<StepUse> Staying, IReadOnlySet<Guid> Alike);

/// <summary>The possible replacements of a connection.</summary>
/// <param name="From">The connection in use.</param>
/// <param name="Shown">The first matches, by name.</param>
/// <param name="Found">The number of matches.</param>
/// <param name="Any">False when there is none, regardless of the search.</param>
/// <param name="Alike">Which of those shown share their name with another connection to the app.</param>
public sealed record ReplacementChoices(Connection From, IReadOnlyList<Connection> Shown, int Found, bool Any, IReadOnlySet<Guid> Alike);

/// <summary>Moves every step from one connection to another one of the same app.</summary>
public sealed class ReplaceInWorkflows(TaskJuiceDb db, AppCatalog catalog, TimeProvider clock)
{
    private const int Shown = 50;

    /// <summary>The healthy connections of the same app. Null when the connection does not exist.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="from">The connection in use.</param>
    /// <param name="text">Part of their label or external name; null for all.</param>
    /// <param name="stop">Cancels the query.</param>
    public async Task<ReplacementChoices?> ChoicesAsync(Tenant tenant, Guid from, string? text, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == from, stop) is not { } connection)
            return null;

        var all = session.Connections.AsNoTracking()
            .Where(row => row.App == connection.App && row.Id != from
                && (row.Status == ConnectionStatus.Active || row.Status == ConnectionStatus.Pending));
        var found = all.Named(text);
        var shown = await found.OrderBy(row => row.Label).ThenBy(row => row.Id).Take(Shown).ToListAsync(stop);
        var count = shown.Count < Shown ? shown.Count : await found.CountAsync(stop);
        var alike = await NamedAlike.AmongAsync(session, shown, stop);
        return new(connection, shown, count, count > 0 || await all.AnyAsync(stop), alike);
    }

    /// <summary>What <see cref="ReplaceAsync"/> would do now; null when one of the two does not exist or is not suitable.</summary>
    public async Task<Replacement?> PreviewAsync(Tenant tenant, Guid from, Guid to, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        return await PlanAsync(session, from, to, stop);
    }

    /// <summary>
    /// Replaces it in all steps, including removed ones, and returns the changes; null when one of the two does not exist or is not
    /// suitable.
    /// </summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="from">The connection in use.</param>
    /// <param name="to">The replacement.</param>
    /// <param name="by">The user.</param>
    /// <param name="stop">Cancels the operation; nothing changes then.</param>
    public Task<Replacement?> ReplaceAsync(Tenant tenant, Guid from, Guid to, Guid by, CancellationToken stop) =>
        Collisions.TryAgainAsync(() => TryReplaceAsync(tenant, from, to, by, stop));

    private async Task<Replacement?> TryReplaceAsync(Tenant tenant, Guid from, Guid to, Guid by, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.TouchAsync(from, now, stop);
        var plan = await PlanAsync(session, from, to, stop);
        if (plan is null or { Changing.Count: 0 })
            return plan;

        var actions = plan.Changing.Select(step => step.Operation).Distinct().ToList();
        await session.Steps.Where(step => step.ConnectionId == from && actions.Contains(step.Operation))
            .ExecuteUpdateAsync(set => set.SetProperty(step => step.ConnectionId, to), stop);
        session.Add(new AuditEvent(tenant, from, AuditKind.Replaced, by, now, plan.To.Label));
        await session.SaveAsync(stop);
        return plan;
    }

    private async Task<Replacement?> PlanAsync(WorkspaceSession session, Guid from, Guid to, CancellationToken stop)
    {
        var both = await session.Connections.AsNoTracking().Where(row => row.Id == from || row.Id == to).ToListAsync(stop);
        if (both.Find(row => row.Id == from) is not { } one || both.Find(row => row.Id == to) is not { } other
            || from == to || one.App != other.App || other.Status is ConnectionStatus.Error or ConnectionStatus.Revoked)
            return null;

        var app = catalog.Find(one.App);
        var uses = (await session.UsesOf(from).ToListAsync(stop))
            .ToLookup(use => app?.Operation(use.Operation)?.Accepts(other.Method) == true);
        return new(one, other, [.. uses[true]], [.. uses[false]], await NamedAlike.AmongAsync(session, both, stop));
    }
}
