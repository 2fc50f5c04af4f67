namespace TaskJuice.Core.Connections;

// State changes of a connection; its columns are in Connection.cs.
public sealed partial class Connection
{
    /// <summary>The same external account was connected again: new credential, same row, healthy again.</summary>
    public void ReplaceGrant(Grant grant, DateTimeOffset now)
    {
        Method = grant.Method;
        Client = grant.Client;
        Settings = grant.Settings;
        Scopes = grant.Scopes;
        MissingScopes = grant.MissingScopes;
        ConsentedBy = grant.ConsentedBy;
        ExternalName = grant.ExternalName;
        ExternalDetail = grant.ExternalDetail;
        TokenEndpoint = grant.TokenEndpoint;
        ExpiresAt = grant.ExpiresAt;
        ConnectTraceParent = grant.ConnectTraceParent;
        Status = FirstUsedAt is null ? ConnectionStatus.Pending : ConnectionStatus.Active;
        ErrorReason = null;
        ErrorSince = null;
        ConnectedAt = now;
        SecretVersion++;
    }

    /// <summary>
    /// Whether a grant for the same external account is, as far as known, the connection's own: same client, same person.
    /// </summary>
    internal bool StandsOn(Grant grant) =>
        Client == grant.Client && (ConsentedBy is null || grant.ConsentedBy is null || ConsentedBy == grant.ConsentedBy);

    /// <summary>Ensures that the credential's version is above every earlier one, including versions of disconnected credentials.</summary>
    internal void NumberAbove(int newest) => SecretVersion = Math.Max(SecretVersion, newest + 1);

    /// <summary>A person reconnected it deliberately: it becomes active at once, because it is known to be needed.</summary>
    public void Reconnected(DateTimeOffset now)
    {
        Status = ConnectionStatus.Active;
        FirstUsedAt ??= now;
    }

    /// <summary>A call with it succeeded.</summary>
    public void Used(DateTimeOffset now)
    {
        FirstUsedAt ??= now;
        LastUsedAt = now;
        if (Status == ConnectionStatus.Pending)
            Status = ConnectionStatus.Active;
    }

    /// <summary>New tokens were received. A reply that was believed lost also makes the connection healthy again.</summary>
    public void Refreshed(DateTimeOffset? expiresAt, IReadOnlyList<string> scopes, DateTimeOffset now)
    {
        ExpiresAt = expiresAt;
        RefreshedAt = now;
        if (Status == ConnectionStatus.Error)
        {
            Status = FirstUsedAt is null ? ConnectionStatus.Pending : ConnectionStatus.Active;
            ErrorReason = null;
            ErrorSince = null;
        }

        if (scopes.Count > 0)
            Scopes = scopes;
        SecretVersion++;
    }

    /// <summary>Stores the granted scopes and the kept values reported by a refresh.</summary>
    internal void Follow(IReadOnlyList<string> missingScopes, IReadOnlyDictionary<string, string> settings)
    {
        MissingScopes = missingScopes;
        Settings = settings;
    }

    /// <summary>The provider refused it permanently; a person has to reconnect.</summary>
    public void NeedsReauthorization(string because, DateTimeOffset now)
    {
        ErrorSince = Status == ConnectionStatus.Error ? ErrorSince : now;
        Status = ConnectionStatus.Error;
        ErrorReason = because;
    }

    /// <summary>The credential was removed deliberately; connecting the same account again restores the connection.</summary>
    public void Disconnect()
    {
        Status = ConnectionStatus.Revoked;
        ErrorReason = null;
        ErrorSince = null;
        ExpiresAt = null;
        RefreshTokenExpiresAt = null;
    }

    /// <summary>Sets when the refresh token expires, or null when that is unknown.</summary>
    public void RefreshTokenEnds(DateTimeOffset? at) => RefreshTokenExpiresAt = at;

    /// <summary>Renames the connection.</summary>
    public void Rename(string label) => Label = label;
}
