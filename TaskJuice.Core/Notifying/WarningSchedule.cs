using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Raises due expiry warnings in all workspaces. Only due rows are read.</summary>
public sealed partial class WarningSchedule(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WarningSchedule> log)
{
    private const int Batch = 200;

    /// <summary>Processes one batch.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> WarnDueAsync(CancellationToken stop)
    {
        var due = await DueAsync(stop);
        var failed = 0;
        foreach (var (tenant, id) in due)
            failed += await WarnAsync(tenant, id, stop) ? 0 : 1;
        return due.Count == Batch && failed == 0;
    }

    private async Task<List<(Tenant Tenant, Guid Id)>> DueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var rows = await session.Watches.AsNoTracking().Where(row => row.WarnAt <= now).OrderBy(row => row.WarnAt).Take(Batch)
            .ToListAsync(stop);
        return rows.ConvertAll(row => (row.Tenant, row.ConnectionId));
    }

    private async Task<bool> WarnAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<WarnOfEnd>().WarnAsync(tenant, id, stop);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            WarningFailed(id, failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not send the expiry warning for connection {Connection}")]
    private partial void WarningFailed(Guid connection, Exception failure);
}
