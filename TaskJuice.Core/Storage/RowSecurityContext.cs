namespace TaskJuice.Core.Storage;

/// <summary>On whose behalf the database is queried. Row-level security compares each row with it; the default sees nothing.</summary>
internal readonly record struct RowSecurityContext(
    Guid? AccountId, Guid? WorkspaceId, Guid? UserId, bool IsSchedule,
    string? StateHash = null, bool IsKeyKeeper = false, string? Grant = null, bool IsPruner = false)
{
    /// <summary>True when the transaction may not write (PostgreSQL, <c>transaction_read_only</c>).</summary>
    public bool IsReadOnly { get; init; }

    public static RowSecurityContext Of(Tenant tenant) => new(tenant.AccountId, tenant.WorkspaceId, null, false);

    public static RowSecurityContext OfAccount(Guid accountId) => new(accountId, null, null, false);

    public static RowSecurityContext OfUser(Guid userId) => new(null, null, userId, false);

    /// <summary>The callback sees only the attempt with the state of its response.</summary>
    public static RowSecurityContext OfState(string hash) => new(null, null, null, false, hash);

    /// <summary>Counting sees the account's other connections that share a grant.</summary>
    public static RowSecurityContext OfGrant(Guid accountId, string grant) => new(accountId, null, null, false, Grant: grant);

    public static RowSecurityContext OfSchedule { get; } = new(null, null, null, true);

    /// <summary>Key rotation sees the wrapped keys of every account, and nothing they encrypt.</summary>
    public static RowSecurityContext OfKeyKeeper { get; } = new(null, null, null, false, IsKeyKeeper: true);

    /// <summary>Pruning sees finished rows in every workspace, to delete them.</summary>
    public static RowSecurityContext OfPruner { get; } = new(null, null, null, false, IsPruner: true);
}
