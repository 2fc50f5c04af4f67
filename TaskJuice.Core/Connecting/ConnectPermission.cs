using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

internal static class ConnectPermission
{
    // Ten wrong passwords, which anyone can enter, lock a user out for minutes. A longer lockout was set by an administrator.
    private static readonly TimeSpan LongestByGuessing = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether a person may currently connect accounts in the session's workspace. Checked in the transaction that stores a credential,
    /// because the permission may have been removed while the person was at the provider.
    /// </summary>
    public static async Task<bool> MayConnectAsync(this WorkspaceSession session, Guid person, DateTimeOffset now, CancellationToken stop)
    {
        var lockedUntil = now + LongestByGuessing;
        var isThere = await session.Workspaces.AnyAsync(stop)
            && await session.People.AnyAsync(user => user.Id == person && (user.LockoutEnd == null || user.LockoutEnd < lockedUntil), stop);
        if (!isThere)
            return false;

        var role = await session.Memberships.Where(member => member.AccountId == session.Tenant.AccountId && member.UserId == person)
            .Select(member => (MemberRole?)member.Role).FirstOrDefaultAsync(stop);
        return role?.May(Capability.Connect) == true;
    }
}
