using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>The beginning of what a person has to know, for every page.</summary>
/// <param name="First">The first ones, as <see cref="ListNotifications.PageAsync"/> lists them.</param>
/// <param name="Critical">How many are unread that only a person can repair; at most <see cref="ListNotifications.MostCounted"/>.</param>
/// <param name="Unread">How many are unread; at most <see cref="ListNotifications.MostCounted"/>.</param>
public sealed record NotificationSummary(IReadOnlyList<NotificationItem> First, int Critical, int Unread);

/// <summary>A page of what a person has to know.</summary>
/// <param name="Items">Those of the page.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Page">The page, from 1; the last one when a later one was asked for.</param>
public sealed record NotificationPage(IReadOnlyList<NotificationItem> Items, int Found, int Page)
{
    /// <summary>How many pages there are, at least 1.</summary>
    public int Pages => Math.Max(1, (Found + ListNotifications.PageSize - 1) / ListNotifications.PageSize);
}

/// <summary>
/// Reads what a person has to know: what is broken, unread first, what ends soon, and what was solved of late. What is broken is read from
/// the connections, so that a connection which broke before notifications were kept, or was repaired by a way that forgot to close its
/// notification, is told rightly all the same.
/// </summary>
public sealed class ListNotifications(TaskJuiceDb db, EndingSecrets secrets)
{
    /// <summary>Those on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Every page counts them, so it does not count on for ever.</summary>
    public const int MostCounted = 100;

    // Solved ones are there to be seen once more, not as an archive.
    private const int SolvedShown = 10;

    /// <summary>What every page shows of it.</summary>
    public async Task<NotificationSummary> SummaryAsync(Tenant tenant, Guid userId, int rows, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var queries = await NotificationQueries.OpenAsync(session, userId, stop);
        var secretsEnding = await secrets.ReadAsync(session, userId, queries.ReadUntil(NotificationKind.ClientSecretEnds), stop);
        var critical = await queries.Unread.Take(MostCounted).CountAsync(stop);
        var ending = await queries.EndingSoon.Where(one => one.IsUnread).Take(MostCounted).CountAsync(stop);
        List<NotificationItem> first = [];
        foreach (var part in PartsOf(queries, secretsEnding))
        {
            if (first.Count < rows)
                first.AddRange(await part.ReadAsync(0, rows - first.Count, stop));
        }

        return new(first, critical, Math.Min(MostCounted, critical + ending + secretsEnding.Count(one => one.IsUnread)));
    }

    /// <summary>One page of all of it.</summary>
    public async Task<NotificationPage> PageAsync(Tenant tenant, Guid userId, int page, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var queries = await NotificationQueries.OpenAsync(session, userId, stop);
        var parts = PartsOf(queries, await secrets.ReadAsync(session, userId, queries.ReadUntil(NotificationKind.ClientSecretEnds), stop)).ToList();
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
            await queries.WithStepsAsync(await queries.Unread.Skip(skip).Take(most).ToListAsync(stop), isUnread: true, stop));
        yield return new(queries.Read.CountAsync, async (skip, most, stop) =>
            await queries.WithStepsAsync(await queries.Read.Skip(skip).Take(most).ToListAsync(stop), isUnread: false, stop));
        yield return new(queries.EndingSoon.CountAsync, async (skip, most, stop) =>
            (await queries.EndingSoon.Skip(skip).Take(most).ToListAsync(stop)).ConvertAll(one => one.ToItem()));
        yield return new(_ => Task.FromResult(secrets.Count), (skip, most, _) => Task.FromResult<IReadOnlyList<NotificationItem>>([.. secrets.Skip(skip).Take(most)]));
        yield return new(queries.Solved.Take(SolvedShown).CountAsync, async (skip, most, stop) =>
            await queries.Solved.Take(SolvedShown).Skip(skip).Take(most).ToListAsync(stop));
    }

    private sealed record Part(Func<CancellationToken, Task<int>> CountAsync, Func<int, int, CancellationToken, Task<IReadOnlyList<NotificationItem>>> ReadAsync);
}
