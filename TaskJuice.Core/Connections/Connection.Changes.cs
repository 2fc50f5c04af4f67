namespace TaskJuice.Core.Connections;

// What happens to a connection; its columns are in Connection.cs.
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

    /// <summary>Whether a grant for the same external account is, for all that is known, the one the connection has: same client, same person.</summary>
    internal bool StandsOn(Grant grant) =>
        Client == grant.Client && (ConsentedBy is null || grant.ConsentedBy is null || ConsentedBy == grant.ConsentedBy);

    /// <summary>Makes sure that the credential has a number which none before it had, given up or not.</summary>
    internal void NumberAbove(int newest) => SecretVersion = Math.Max(SecretVersion, newest + 1);

    /// <summary>A person repaired it on purpose: active at once, because it is known to be needed.</summary>
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

    /// <summary>New tokens came from the token endpoint; if an answer that was thought lost brings them, the connection is healthy again.</summary>
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

    /// <summary>A refresh told what is granted now, and what is kept of the provider.</summary>
    internal void Follow(IReadOnlyList<string> missingScopes, IReadOnlyDictionary<string, string> settings)
    {
        MissingScopes = missingScopes;
        Settings = settings;
    }

    /// <summary>The provider refuses it for good; a person has to reconnect.</summary>
    public void NeedsReauthorization(string because, DateTimeOffset now)
    {
        ErrorSince = Status == ConnectionStatus.Error ? ErrorSince : now;
        Status = ConnectionStatus.Error;
        ErrorReason = because;
    }

    /// <summary>Its credential was given up on purpose; connecting the same account again brings it back.</summary>
    public void Disconnect()
    {
        Status = ConnectionStatus.Revoked;
        ErrorReason = null;
        ErrorSince = null;
        ExpiresAt = null;
        RefreshTokenExpiresAt = null;
    }

    /// <summary>What keeps the access alive has another end, or none that is known.</summary>
    public void RefreshTokenEnds(DateTimeOffset? at) => RefreshTokenExpiresAt = at;

    /// <summary>Gives it another name.</summary>
    public void Rename(string label) => Label = label;
}
