using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Mailing;

/// <summary>Sends due emails in all workspaces. Several Workers may run it concurrently; each email is claimed by one of them.</summary>
public sealed partial class MailSchedule(IServiceScopeFactory scopes, MailSettings settings, ILogger<MailSchedule> log)
{
    private const int Batch = 50;

    /// <summary>Sends one batch, the oldest first. Does nothing without a configured server.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> SendDueAsync(CancellationToken stop)
    {
        if (!settings.IsOn)
            return false;

        var due = await DueAsync(stop);
        foreach (var (tenant, id) in due)
            await SendAsync(tenant, id, stop);
        return due.Count == Batch;
    }

    private async Task<List<(Tenant Tenant, Guid Id)>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);

        // Queued before a server was configured, or could not be composed; either way too old to send.
        await session.Mails
            .Where(mail => mail.DueAt < DateTimeOffset.UtcNow
                && ((mail.Tries == 0 && mail.PlannedAt < DateTimeOffset.UtcNow - SendMail.Patience)
                    || mail.PlannedAt < DateTimeOffset.UtcNow - (SendMail.Patience * 2)))
            .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.DueAt, (DateTimeOffset?)null), stop);
        var wait = settings.Wait;
        var rows = await session.Mails.AsNoTracking()
            .Where(mail => mail.DueAt < DateTimeOffset.UtcNow && (mail.HeldUntil == null || mail.HeldUntil < DateTimeOffset.UtcNow)
                && (mail.Kind == MailKind.Over || mail.Tries > 0 || mail.PlannedAt < DateTimeOffset.UtcNow - wait))
            .OrderBy(mail => mail.DueAt).Take(Batch)
            .Select(mail => new { mail.AccountId, mail.WorkspaceId, mail.Id }).ToListAsync(stop);
        await session.SaveAsync(stop);
        return rows.ConvertAll(row => (new Tenant(row.AccountId, row.WorkspaceId), row.Id));
    }

    private async Task SendAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<SendMail>().SendAsync(tenant, id, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A failing email must not block the others.
            MailFailed(id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not send mail {Mail}")]
    private partial void MailFailed(Guid mail, Exception failure);
}
