using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.HealthChecks;

/// <summary>Tries credentials that nothing renews and that are due, over all workspaces, gently.</summary>
public sealed partial class KeySchedule(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeySchedule> log)
{
    private const int Batch = 100;

    /// <summary>How many keys of one app are tried in one round; a round comes once a second.</summary>
    public const int AtOncePerApp = 3;

    /// <summary>Tries a few keys of each app that has some due, the longest overdue first.</summary>
    /// <returns>How many were due and taken up.</returns>
    public async Task<int> ProbeDueAsync(CancellationToken stop)
    {
        var due = await DueAsync(stop);
        await Task.WhenAll(due.Select(key => ProbeAsync(key.Tenant, key.Id, stop)));
        return due.Count;
    }

    private async Task<List<(Tenant Tenant, Guid Id)>> DueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var rows = await session.Watches.AsNoTracking().Where(row => row.ProbeAt <= now).OrderBy(row => row.ProbeAt).Take(Batch).ToListAsync(stop);
        return [.. rows.GroupBy(row => row.App).SelectMany(app => app.Take(AtOncePerApp)).Select(row => (row.Tenant, row.ConnectionId))];
    }

    private async Task ProbeAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<ProbeKey>().ProbeAsync(tenant, id, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One key that cannot be tried must not keep the others from it.
            ProbeFailed(id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not probe the credential of connection {Connection}")]
    private partial void ProbeFailed(Guid connection, Exception failure);
}
