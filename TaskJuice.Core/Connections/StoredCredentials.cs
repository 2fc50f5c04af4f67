using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections;

/// <summary>The credentials of connections: they live long, so they move to a new key.</summary>
internal sealed class StoredCredentials : SealedStore
{
    internal override Type Row => typeof(ConnectionSecret);

    internal override Task<int> CountAsync(
        WorkspaceSession session, AccountKey key, DateTimeOffset sealsUntil, DateTimeOffset now, CancellationToken stop) =>
        session.Secrets.CountAsync(secret => EF.Property<int>(secret, ConnectionSecret.KeyVersion) == key.Version, stop);

    // By key and not by what is left alone, so that credentials nobody can open do not hold up the others.
    internal override async Task<List<SealedRow>> NextAsync(
        WorkspaceSession session, int active, SealedRow? after, int most, CancellationToken stop)
    {
        var connection = after?.Context.OwnerId ?? Guid.Empty;
        var version = after?.Context.Version ?? 0;
        var rows = session.Secrets.AsNoTracking().Where(row => EF.Property<int>(row, ConnectionSecret.KeyVersion) != active
            && EF.Functions.GreaterThan(ValueTuple.Create(row.ConnectionId, row.Version), ValueTuple.Create(connection, version)));
        var found =
            from secret in rows
            join owner in session.Connections.AsNoTracking() on secret.ConnectionId equals owner.Id
            orderby secret.ConnectionId, secret.Version
            select new { secret, owner };
        return [.. (await found.Take(most).ToListAsync(stop)).Select(row =>
            new SealedRow(SecretContext.Of(row.owner, row.secret.Version, row.secret.Purpose), row.secret.Envelope))];
    }

    internal override Task<int> ReplaceAsync(WorkspaceSession session, SealedRow row, byte[] envelope, CancellationToken stop)
    {
        var connection = row.Context.OwnerId;
        var version = row.Context.Version;
        var was = row.Envelope;
        return session.Secrets.Where(secret => secret.ConnectionId == connection && secret.Version == version && secret.Envelope == was)
            .ExecuteUpdateAsync(secret => secret.SetProperty(found => found.Envelope, envelope), stop);
    }
}
