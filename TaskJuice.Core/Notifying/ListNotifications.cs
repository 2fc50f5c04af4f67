using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>The beginning of a person's notifications, for every page.</summary>
/// <param name="First">The first ones, in the order of <see cref="ListNotifications.PageAsync"/>.</param>
/// <param name="Critical">How many unread ones only a person can fix; at most <see cref="ListNotifications.MostCounted"/>.</param>
/// <param name="Unread">How many are unread; at most <see cref="ListNotifications.MostCounted"/>.</param>
public sealed record NotificationSummary(IReadOnlyList<NotificationItem> First, int Critical, int Unread);

/// <summary>One page of a person's notifications.</summary>
/// <param name="Items">The notifications of the page.</param>
/// <param name="Found">The total number.</param>
/// <param name="Page">The 1-based page; the last one when a later one was requested.</param>
public sealed record NotificationPage(IReadOnlyList<NotificationItem> Items, int Found, int Page)
{
    /// <summary>How many pages there are, at least 1.</summary>
    public int Pages => Math.Max(1, (Found + ListNotifications.PageSize - 1) / ListNotifications.PageSize);
}

/// <summary>
/// Reads a person's notifications: broken connections, unread first, upcoming expiries, and what was resolved recently. Broken ones are
/// read from the connections, so that the list is correct even for a connection that broke before notifications existed, or whose
/// notification was not closed.
/// </summary>
public sealed class ListNotifications(TaskJuiceDb db, EndingSecrets secrets)
{
    /// <summary>Notifications per page.</summary>
    public const int PageSize = 50;

    /// <summary>Counting is capped, because every page does it.</summary>
    public const int MostCounted = 100;

    /// <summary>The summary shown on every page.</summary>
    public async Task<NotificationSummary> SummaryAsync(Tenant tenant, Guid userId, int rows, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var queries = await NotificationQueries.OpenAsync(session, userId, stop);
        var found = await queries.Beginning(rows, MostCounted).ToListAsync(stop);
        var secretsEnding = await secrets.ReadAsync(session, userId, queries.ReadUntil(NotificationKind.ClientSecretEnds), stop);
        List<NotificationItem> first =
        [
            .. found.Where(row => row.Part <= FirstRow.Ending).OrderBy(row => row.Part).Select(row => row.ToItem())
                .Concat(secretsEnding).Concat(found.Where(row => row.IsSolved).Select(row => row.ToItem())).Take(rows),
        ];
        var broken = first.FindAll(item => item is { Kind: NotificationKind.ReauthRequired, SolvedAt: null });
        var unread = found.Count(row => row.Part is FirstRow.Unread or FirstRow.Counted) + secretsEnding.Count(one => one.IsUnread);
        return new(
            [.. await queries.WithStepsAsync(broken, stop), .. first.Except(broken)],
            found.Count(row => row.Part == FirstRow.Unread),
            Math.Min(MostCounted, unread));
    }

    /// <summary>One page of all notifications.</summary>
    public async Task<NotificationPage> PageAsync(Tenant tenant, Guid userId, int page, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var queries = await NotificationQueries.OpenAsync(session, userId, stop);
        var parts = PartsOf(queries, await secrets.ReadAsync(session, userId, queries.ReadUntil(NotificationKind.ClientSecretEnds), stop))
            .ToList();
        List<int> counts = [];
        foreach (var part in parts)
            counts.Add(await part.CountAsync(stop));

        var shown = new NotificationPage([], counts.Sum(), page);
        shown = shown with { Page = Math.Clamp(page, 1, shown.Pages) };
        List<NotificationItem> items = [];
        var skip = (shown.Page - 1) * PageSize;
        foreach (var (part, count) in parts.Zip(counts))
        {
            if (skip < count && items.Count < PageSize)
                items.AddRange(await part.ReadAsync(skip, PageSize - items.Count, stop));
            skip = Math.Max(0, skip - count);
        }

        return shown with { Items = items };
    }

    private static IEnumerable<Part> PartsOf(NotificationQueries queries, IReadOnlyList<NotificationItem> secrets)
    {
        yield return new(queries.Unread.CountAsync, async (skip, most, stop) =>
            await queries.WithStepsAsync(await BrokenAsync(queries.Unread.Skip(skip).Take(most), isUnread: true, stop), stop));
        yield return new(queries.Read.CountAsync, async (skip, most, stop) =>
            await queries.WithStepsAsync(await BrokenAsync(queries.Read.Skip(skip).Take(most), isUnread: false, stop), stop));
        yield return new(queries.EndingSoon.CountAsync, async (skip, most, stop) =>
            (await queries.EndingSoon.Skip(skip).Take(most).ToListAsync(stop)).ConvertAll(one => one.ToItem()));
        yield return new(_ => Task.FromResult(secrets.Count), (skip, most, _) =>
            Task.FromResult<IReadOnlyList<NotificationItem>>([.. secrets.Skip(skip).Take(most)]));
        yield return new(queries.Solved.CountAsync, async (skip, most, stop) =>
            await queries.Solved.Skip(skip).Take(most).ToListAsync(stop));
    }

    private static Task<List<NotificationItem>> BrokenAsync(IQueryable<Connection> broken, bool isUnread, CancellationToken stop) =>
        broken.Select(row => new NotificationItem
        {
            ConnectionId = row.Id,
            App = row.App,
            Label = row.Label,
            Since = row.ErrorSince ?? row.ConnectedAt,
            IsUnread = isUnread,
        }).ToListAsync(stop);

    private sealed record Part(
        Func<CancellationToken, Task<int>> CountAsync, Func<int, int, CancellationToken, Task<IReadOnlyList<NotificationItem>>> ReadAsync);
}
