using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// A transaction that counts an account's connections that share one grant, across its workspaces. It is opened for a client and a token
/// endpoint. It returns only numbers, except when the grant is revoked for all of them, which requires their ids.
/// </summary>
internal sealed class SharedGrantSession : Session
{
    private readonly SharedGrant _grant;

    private SharedGrantSession(TaskJuiceDb db, IDbContextTransaction transaction, SharedGrant grant) : base(db, transaction) =>
        _grant = grant;

    /// <summary>How many other connections share it.</summary>
    public Task<int> OthersAsync(Guid connection, CancellationToken stop) => Standing.CountAsync(row => row.Id != connection, stop);

    /// <summary>Whether the grant is still needed: by another connection, or by one connected since.</summary>
    /// <param name="connection">The connection that was disconnected.</param>
    /// <param name="since">When it was disconnected.</param>
    /// <param name="newerOnly">True when the others were to lose it too.</param>
    /// <param name="stop">Cancels the query.</param>
    public Task<bool> IsNeededAsync(Guid connection, DateTimeOffset since, bool newerOnly, CancellationToken stop) =>
        Standing.AnyAsync(row => row.ConnectedAt > since || (!newerOnly && row.Id != connection), stop);

    /// <summary>The other connections that share it, when it is revoked for all of them.</summary>
    public async Task<IReadOnlyList<(Tenant Tenant, Guid Id)>> StandingAsync(Guid connection, CancellationToken stop)
    {
        var others = await Standing.Where(row => row.Id != connection).Select(row => new { row.AccountId, row.WorkspaceId, row.Id })
            .ToListAsync(stop);
        return others.ConvertAll(row => (new Tenant(row.AccountId, row.WorkspaceId), row.Id));
    }

    public static async Task<SharedGrantSession> OpenAsync(TaskJuiceDb db, SharedGrant grant, CancellationToken stop) =>
        new(db, await BeginAsync(db, RowSecurityContext.OfGrant(grant.AccountId, grant.ToString()), stop), grant);

    // The query filter covers one workspace; row-level security admits connections of the same client and endpoint. Unknown values are
    // treated as equal: access that lasts too long does less harm than access revoked unexpectedly.
    private IQueryable<Connection> Standing => Set<Connection>().IgnoreQueryFilters().Where(row => row.AccountId == _grant.AccountId
        && row.Client == _grant.Client && row.TokenEndpoint == _grant.TokenEndpoint
        && _grant.Apps.Contains(row.App) && row.Status != ConnectionStatus.Revoked
        && (_grant.ConsentedBy != null && row.ConsentedBy != null
            ? row.ConsentedBy == _grant.ConsentedBy
            : _grant.MayBeAnybodys || row.ExternalAccountId == _grant.ExternalAccountId));
}
