using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Retention;

/// <summary>
/// Deletes finished rows in all workspaces, in the background. Several Workers can do it concurrently: each skips the rows that another one
/// has locked.
/// </summary>
public sealed partial class PruneFinished(
    IServiceScopeFactory scopes, RetentionPeriods kept, TimeProvider clock, ILogger<PruneFinished> log)
{
    // Short transactions: vacuum and replicas wait for the longest one.
    internal const int Batch = 1000;

    // Steps are kept longer than their workflow, so that a workflow that can still be restored is complete.
    private static readonly TimeSpan Behind = TimeSpan.FromDays(1);

    /// <summary>Deletes at most one batch of each kind.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> PruneAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();

        // No setting for these two: sealed tokens and cookies that can no longer be used.
        var attempts = await PruneAsync(session => session.PruneAttemptsAsync(now - ConnectFlows.Kept, Batch, stop), stop);
        var signIns = await PruneAsync(session => session.PruneSignInsAsync(now - BrowserSessions.Remembered, Batch, stop), stop);
        var mails = await PruneAsync(session => session.PruneMailsAsync(now.AddDays(-kept.MailDays), Batch, stop), stop);
        var revocations = await PruneAsync(session => session.PruneRevocationsAsync(now.AddDays(-kept.RevocationDays), Batch, stop), stop);
        var history = await PruneAsync(session => session.PruneHistoryAsync(now.AddDays(-kept.RoutineHistoryDays), Batch, stop), stop);
        var notifications = await PruneAsync(
            session => session.PruneNotificationsAsync(now.AddDays(-kept.NotificationDays), Batch, stop), stop);
        var workflows = await PruneAsync(session => session.PruneWorkflowsAsync(now.AddDays(-kept.DeletedDays), Batch, stop), stop);
        var steps = await PruneAsync(session => session.PruneStepsAsync(now.AddDays(-kept.DeletedDays) - Behind, Batch, stop), stop);
        int[] all = [attempts, signIns, mails, revocations, history, notifications, workflows, steps];
        if (all.Sum() > 0)
            Pruned(attempts, signIns, mails, revocations, history, notifications, workflows, steps);
        return all.Max() == Batch;
    }

    private async Task<int> PruneAsync(Func<PruningSession, Task<int>> prune, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await PruningSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        var count = await prune(session);
        await session.SaveAsync(stop);
        return count;
    }

    [LoggerMessage(
        LogLevel.Information,
        "Deleted finished rows: {Attempts} connect attempts, {SignIns} sign-ins, {Mails} mails, {Revocations} revocations, "
        + "{History} routine history entries, {Notifications} notifications, {Workflows} workflows, {Steps} steps")]
    private partial void Pruned(
        int attempts, int signIns, int mails, int revocations, int history, int notifications, int workflows, int steps);
}
