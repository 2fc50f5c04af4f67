using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>
/// OAuth client secrets that expire soon, for administrators of the account. The expiry comes from the configuration, so only who has read
/// the warning is stored, and a renewed secret is no longer reported.
/// </summary>
public sealed class EndingSecrets(AppCatalog catalog, OAuthClients clients, TimeProvider clock)
{
    internal async Task<IReadOnlyList<NotificationItem>> ReadAsync(
        WorkspaceSession session, Guid userId, DateTimeOffset readUntil, CancellationToken stop)
    {
        var ending = await AffectingAsync(session, userId, stop);
        if (ending.Count == 0)
            return [];

        var read = await session.Notifications.AsNoTracking()
            .Where(row => row.Kind == NotificationKind.ClientSecretEnds && row.ClosedAt == null)
            .Join(
                session.NotificationReads.Where(row => row.UserId == userId), row => row.Id, row => row.NotificationId,
                (told, row) => new { App = told.App!, row.ReadAt })
            .ToDictionaryAsync(row => row.App, row => row.ReadAt, stop);
        return
        [
            .. ending.Select(end => new NotificationItem
            {
                Kind = NotificationKind.ClientSecretEnds,
                App = end.App,
                Label = "",
                Since = end.Since,
                EndsAt = end.At,
                IsUnread = readUntil < end.Since && read.GetValueOrDefault(end.App) < end.Since,
            }),
        ];
    }

    /// <summary>The notification that records who has read the warning for one app's secret, created if it does not exist.</summary>
    internal static async Task<Notification> ToldAsync(WorkspaceSession session, string app, DateTimeOffset now, CancellationToken stop)
    {
        if (await session.Notifications.FirstOrDefaultAsync(row => row.Kind == NotificationKind.ClientSecretEnds && row.App == app
            && row.ClosedAt == null, stop) is { } open)
            return open;

        var made = new Notification(session.Tenant, app, NotificationKind.ClientSecretEnds, now);
        session.Add(made);
        return made;
    }

    /// <summary>Secrets that expire soon, are used in this workspace, and that this person administers.</summary>
    internal async Task<IReadOnlyList<(string App, DateTimeOffset At, DateTimeOffset Since)>> AffectingAsync(
        WorkspaceSession session, Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var ending = catalog.Apps.Select(app => (App: app.Slug, At: clients.For(app)?.SecretExpiresAt))
            .Where(end => end.At is { } at && EarlyWarning.Current(now, at) is not null)
            .Select(end => (end.App, At: end.At!.Value, Since: EarlyWarning.Current(now, end.At.Value)!.Value)).ToList();
        if (ending.Count == 0 || !await session.Memberships.AnyAsync(row => row.UserId == userId
            && (row.Role == MemberRole.Owner || row.Role == MemberRole.Admin), stop))
            return [];

        var slugs = ending.ConvertAll(end => end.App);
        var used = await session.Connections
            .Where(row => slugs.Contains(row.App) && row.Client == OAuthClient.Shared && row.Status != ConnectionStatus.Revoked)
            .Select(row => row.App).Distinct().ToListAsync(stop);
        return ending.FindAll(end => used.Contains(end.App));
    }
}
