using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage;

/// <summary>
/// A transaction that sees the connections of one account, over all its workspaces, whose tokens one client got at one place that its opener
/// knows already. It gives away
/// numbers, and to whoever ended the grant for all of them which they are.
/// </summary>
internal sealed class SharedGrantSession : Session
{
    private readonly SharedGrant _grant;

    private SharedGrantSession(TaskJuiceDb db, IDbContextTransaction transaction, SharedGrant grant) : base(db, transaction) => _grant = grant;

    /// <summary>How many other connections stand on it.</summary>
    public Task<int> OthersAsync(Guid connection, CancellationToken stop) => Standing.CountAsync(row => row.Id != connection, stop);

    /// <summary>Whether somebody needs it: another connection, or any that was connected since.</summary>
    /// <param name="connection">The connection that gave it up.</param>
    /// <param name="since">When.</param>
    /// <param name="newerOnly">True when the others were meant to lose it too.</param>
    /// <param name="stop">Ends the asking.</param>
    public Task<bool> IsNeededAsync(Guid connection, DateTimeOffset since, bool newerOnly, CancellationToken stop) =>
        Standing.AnyAsync(row => row.ConnectedAt > since || (!newerOnly && row.Id != connection), stop);

    /// <summary>The other connections on it, for whoever ended it for all of them.</summary>
    public async Task<IReadOnlyList<(Tenant Tenant, Guid Id)>> StandingAsync(Guid connection, CancellationToken stop)
    {
        var others = await Standing.Where(row => row.Id != connection).Select(row => new { row.AccountId, row.WorkspaceId, row.Id }).ToListAsync(stop);
        return others.ConvertAll(row => (new Tenant(row.AccountId, row.WorkspaceId), row.Id));
    }

    public static async Task<SharedGrantSession> OpenAsync(TaskJuiceDb db, SharedGrant grant, CancellationToken stop) =>
        new(db, await BeginAsync(db, Viewer.OfGrant(grant), stop), grant);

    // The filter asks for one workspace; the wall lets through what the same client got from the same place. What is not known of one of
    // two connections is taken to be the same: an access that stays too long does less harm than one that ends behind somebody's back.
    private IQueryable<Connection> Standing => Db.Connections.IgnoreQueryFilters().Where(row => row.AccountId == _grant.AccountId
        && row.Client == _grant.Client && row.TokenEndpoint == _grant.TokenEndpoint && _grant.Apps.Contains(row.App) && row.Status != ConnectionStatus.Revoked
        && (_grant.ConsentedBy != null && row.ConsentedBy != null
            ? row.ConsentedBy == _grant.ConsentedBy
            : _grant.MayBeAnybodys || row.ExternalAccountId == _grant.ExternalAccountId));
}
