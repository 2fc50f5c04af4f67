using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections;

/// <summary>A connection's credential in the vault: what it is bound to, and which of its versions opens.</summary>
internal static class ConnectionCredentials
{
    extension(SecretRoute)
    {
        public static SecretRoute Of(Connection connection) =>
            new(connection.Method, connection.Client, connection.TokenEndpoint, connection.Settings);
    }

    extension(SecretContext)
    {
        public static SecretContext Of(Connection connection, int version, string purpose) =>
            new(connection.Tenant, connection.Id, version, purpose, connection.App) { Route = SecretRoute.Of(connection) };

        /// <summary>The reply that came under a lease to the refresh token of one version of the credential.</summary>
        public static SecretContext OfReply(Connection connection, long generation, int answers) =>
            SecretContext.OfReply(connection.Tenant, connection.Id, connection.App, SecretRoute.Of(connection), generation, answers);
    }

    extension(SecretVault vault)
    {
        /// <summary>
        /// Seals a connection's credential as its current version. Once the session is saved, no version before it opens any more.
        /// </summary>
        public async Task<ConnectionSecret> SealAsync(
            WorkspaceSession session, Connection connection, IReadOnlyDictionary<string, Secret> values,
            DateTimeOffset now, CancellationToken stop)
        {
            var context = SecretContext.Of(connection, connection.SecretVersion, connection.CredentialPurpose);
            var envelope = await vault.SealAsync(session, context, values, stop);
            session.WhenSaved(() => vault.Marks.Raise(connection.AccountId, connection.Id, context.Version));
            return new(connection, context.Purpose, envelope, now);
        }

        /// <summary>Opens a stored credential of a connection.</summary>
        /// <exception cref="VaultException">
        /// It was sealed for another context, was changed, or was put back after a newer one had been stored.
        /// </exception>
        public async Task<IReadOnlyDictionary<string, Secret>> OpenAsync(
            WorkspaceSession session, Connection connection, ConnectionSecret secret, CancellationToken stop)
        {
            var context = SecretContext.Of(connection, secret.Version, secret.Purpose);
            var mark = await vault.Marks.ReadAsync(connection.AccountId, connection.Id);
            if (connection.SecretVersion < mark && await VersionNowAsync(session, connection, stop) < mark)
            {
                throw vault.Note(context, new(
                    "The database holds an older state of the credential than was stored. "
                    + "If it was restored from a backup, run: vault accept-restore."));
            }

            var values = await vault.OpenAsync(session, context, secret.Envelope, stop);
            if (mark < connection.SecretVersion)
                vault.Marks.Raise(connection.AccountId, connection.Id, connection.SecretVersion);
            return values;
        }

        /// <summary>The connection was given up: once the session is saved, none of the credentials it had opens again.</summary>
        public void GiveUp(WorkspaceSession session, Connection connection)
        {
            var account = connection.AccountId;
            var id = connection.Id;
            var next = connection.SecretVersion + 1;
            session.WhenSaved(() => vault.Marks.Raise(account, id, next));
        }

        /// <summary>The version that a new credential of this connection has to exceed.</summary>
        public async Task<int> NewestVersionAsync(Connection connection) =>
            Math.Max(connection.SecretVersion, await vault.Marks.ReadAsync(connection.AccountId, connection.Id));

        /// <summary>A connection without its stored credential is as unreadable as a changed one, and reported the same way.</summary>
        public VaultException Missing(Connection connection) => vault.Note(
            SecretContext.Of(connection, connection.SecretVersion, connection.CredentialPurpose),
            new("The connection has no stored secret."));
    }

    // What was read before may have been replaced since: that is no old state of the database, only an old read of it.
    private static Task<int> VersionNowAsync(WorkspaceSession session, Connection connection, CancellationToken stop) =>
        session.Connections.Where(row => row.Id == connection.Id).Select(row => row.SecretVersion).FirstOrDefaultAsync(stop);
}
