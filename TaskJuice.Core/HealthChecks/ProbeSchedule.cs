using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.HealthChecks;

/// <summary>Probes due credentials that cannot be refreshed, in all workspaces, at a low rate.</summary>
public sealed partial class ProbeSchedule(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ProbeSchedule> log)
{
    private const int Batch = 100;

    /// <summary>How many keys of one app are probed in one pass; there is one pass per second.</summary>
    public const int AtOncePerApp = 3;

    /// <summary>Probes a few due keys of each app, the longest overdue first.</summary>
    /// <returns>How many due keys were processed.</returns>
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
        var rows = await session.Watches.AsNoTracking().Where(row => row.ProbeAt <= now).OrderBy(row => row.ProbeAt).Take(Batch)
            .ToListAsync(stop);
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
            // A failing key must not block the others.
            ProbeFailed(id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not probe the credential of connection {Connection}")]
    private partial void ProbeFailed(Guid connection, Exception failure);
}
