using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>Retries every revocation that its provider has not confirmed yet, in all workspaces.</summary>
public sealed partial class RevocationSchedule(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RevocationSchedule> log)
{
    private const int Batch = 50;

    /// <summary>Processes one batch, the longest overdue first.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> AskDueAsync(CancellationToken stop)
    {
        var due = await DueAsync(stop);
        foreach (var (tenant, id) in due)
            await AskAsync(tenant, id, stop);
        return due.Count == Batch;
    }

    private async Task<List<(Tenant Tenant, Guid Id)>> DueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var rows = await session.Revocations.AsNoTracking().Where(row => row.DueAt <= now && (row.HeldUntil == null || row.HeldUntil < now))
            .OrderBy(row => row.DueAt).Take(Batch).Select(row => new { row.AccountId, row.WorkspaceId, row.Id }).ToListAsync(stop);
        return rows.ConvertAll(row => (new Tenant(row.AccountId, row.WorkspaceId), row.Id));
    }

    private async Task AskAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<AskRevocation>().AskDueAsync(tenant, id, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A failing revocation must not block the others.
            AskingFailed(id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not process revocation {Revocation}")]
    private partial void AskingFailed(Guid revocation, Exception failure);
}
