using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Storage;

/// <summary>On whose behalf the database is asked. Row-level security compares each row with it; the default sees nothing.</summary>
internal readonly record struct Viewer(Guid? AccountId, Guid? WorkspaceId, Guid? UserId, bool IsSchedule, string? StateHash = null, bool IsKeyKeeper = false, string? Grant = null, bool IsPruner = false)
{
    public static Viewer Of(Tenant tenant) => new(tenant.AccountId, tenant.WorkspaceId, null, false);

    public static Viewer OfAccount(Guid accountId) => new(accountId, null, null, false);

    public static Viewer OfUser(Guid userId) => new(null, null, userId, false);

    /// <summary>Whoever brings an authorization response sees the one attempt it belongs to.</summary>
    public static Viewer OfState(string hash) => new(null, null, null, false, hash);

    /// <summary>Whoever has a connection of a client may learn that others of the account stand on the same grant.</summary>
    public static Viewer OfGrant(SharedGrant grant) => new(grant.AccountId, null, null, false, Grant: grant.ToString());

    public static Viewer OfSchedule { get; } = new(null, null, null, true);

    /// <summary>Whoever rotates sees the wrapped keys of every account, and nothing they seal.</summary>
    public static Viewer OfKeyKeeper { get; } = new(null, null, null, false, IsKeyKeeper: true);

    /// <summary>Whoever tidies up sees what is over in every workspace, to delete it.</summary>
    public static Viewer OfPruner { get; } = new(null, null, null, false, IsPruner: true);
}
