using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// A transaction that counts an account's connections that share one grant, across its workspaces. Its opener names the client and the
/// token endpoint. It returns
/// only numbers, except to someone who ends the grant for all of them: they learn which these are.
/// </summary>
internal sealed class SharedGrantSession : Session
{
    private readonly SharedGrant _grant;

    private SharedGrantSession(TaskJuiceDb db, IDbContextTransaction transaction, SharedGrant grant) : base(db, transaction) => _grant = grant;

    /// <summary>How many other connections share it.</summary>
    public Task<int> OthersAsync(Guid connection, CancellationToken stop) => Standing.CountAsync(row => row.Id != connection, stop);

    /// <summary>Whether it is still needed: by another connection, or by any that was connected since.</summary>
    /// <param name="connection">The connection that was disconnected.</param>
    /// <param name="since">When.</param>
    /// <param name="newerOnly">True when the others were meant to lose it too.</param>
    /// <param name="stop">Ends the asking.</param>
    public Task<bool> IsNeededAsync(Guid connection, DateTimeOffset since, bool newerOnly, CancellationToken stop) =>
        Standing.AnyAsync(row => row.ConnectedAt > since || (!newerOnly && row.Id != connection), stop);

    /// <summary>The other connections that share it, for someone who ends it for all of them.</summary>
    public async Task<IReadOnlyList<(Tenant Tenant, Guid Id)>> StandingAsync(Guid connection, CancellationToken stop)
    {
        var others = await Standing.Where(row => row.Id != connection).Select(row => new { row.AccountId, row.WorkspaceId, row.Id }).ToListAsync(stop);
        return others.ConvertAll(row => (new Tenant(row.AccountId, row.WorkspaceId), row.Id));
    }

    public static async Task<SharedGrantSession> OpenAsync(TaskJuiceDb db, SharedGrant grant, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfGrant(grant.AccountId, grant.ToString()), stop), grant);

    // The query filter is for one workspace; row-level security admits what the same client got from the same endpoint. Unknowns about one of
    // two connections are assumed equal: access that stays too long does less harm than access that ends behind someone's back.
    private IQueryable<Connection> Standing => Set<Connection>().IgnoreQueryFilters().Where(row => row.AccountId == _grant.AccountId
        && row.Client == _grant.Client && row.TokenEndpoint == _grant.TokenEndpoint && _grant.Apps.Contains(row.App) && row.Status != ConnectionStatus.Revoked
        && (_grant.ConsentedBy != null && row.ConsentedBy != null
            ? row.ConsentedBy == _grant.ConsentedBy
            : _grant.MayBeAnybodys || row.ExternalAccountId == _grant.ExternalAccountId));
}
