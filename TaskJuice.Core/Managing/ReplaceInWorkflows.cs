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

/// <summary>What replacing one connection by another would change.</summary>
/// <param name="From">The connection that is used now.</param>
/// <param name="To">The one that would be.</param>
/// <param name="Changing">Steps that would use it.</param>
/// <param name="Staying">Steps whose action does not work with the other's way to connect; they stay as they are.</param>
/// <param name="Alike">Which of the two share their name with another connection to the app.</param>
public sealed record Replacement(
    Connection From, Connection To, IReadOnlyList<StepUse> Changing, IReadOnlyList<StepUse> Staying, IReadOnlySet<Guid> Alike);

/// <summary>What could take the place of a connection.</summary>
/// <param name="From">The connection that is used now.</param>
/// <param name="Shown">The first of those found, by name.</param>
/// <param name="Found">How many were found.</param>
/// <param name="Any">False when there is none, whatever is searched for.</param>
/// <param name="Alike">Which of those shown share their name with another connection to the app.</param>
public sealed record ReplacementChoices(Connection From, IReadOnlyList<Connection> Shown, int Found, bool Any, IReadOnlySet<Guid> Alike);

/// <summary>Makes every step that uses one connection use another one of the same app.</summary>
public sealed class ReplaceInWorkflows(TaskJuiceDb db, AppCatalog catalog, TimeProvider clock)
{
    private const int Shown = 50;

    /// <summary>The connections that could take its place: same app, healthy. Null when there is no such connection.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="from">The connection that is used now.</param>
    /// <param name="text">What their name, or their own name at the provider, has in it; null for all.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<ReplacementChoices?> ChoicesAsync(Tenant tenant, Guid from, string? text, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == from, stop) is not { } connection)
            return null;

        var all = session.Connections.AsNoTracking()
            .Where(row => row.App == connection.App && row.Id != from && (row.Status == ConnectionStatus.Active || row.Status == ConnectionStatus.Pending));
        var found = all.Named(text);
        var shown = await found.OrderBy(row => row.Label).ThenBy(row => row.Id).Take(Shown).ToListAsync(stop);
        var count = shown.Count < Shown ? shown.Count : await found.CountAsync(stop);
        var alike = await NamedAlike.AmongAsync(session, shown, stop);
        return new(connection, shown, count, count > 0 || await all.AnyAsync(stop), alike);
    }

    /// <summary>What <see cref="ReplaceAsync"/> would do now; null when one of the two is not there, or not for this.</summary>
    public async Task<Replacement?> PreviewAsync(Tenant tenant, Guid from, Guid to, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        return await PlanAsync(session, from, to, stop);
    }

    /// <summary>Replaces it in all steps, removed ones too, and tells what changed; null when one of the two is not there, or not for this.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="from">The connection that is used now.</param>
    /// <param name="to">The one to use.</param>
    /// <param name="by">The person.</param>
    /// <param name="stop">Ends the work; nothing changed then.</param>
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
        var uses = (await session.UsesOfAsync(from, stop)).ToLookup(use => app?.Operation(use.Operation)?.Accepts(other.Method) == true);
        return new(one, other, [.. uses[true]], [.. uses[false]], await NamedAlike.AmongAsync(session, both, stop));
    }
}
