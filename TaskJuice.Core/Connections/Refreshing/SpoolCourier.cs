using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>Brings replies from this machine's disk into the database: once before anything is refreshed, then whenever there are some.</summary>
internal sealed partial class SpoolCourier(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SpoolCourier> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await BringAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await BringAsync(stoppingToken);
    }

    private async Task BringAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TokenInbox>().BringSpooledAsync(stop);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException or IOException)
        {
            NotYet(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not move spooled token replies into the database yet: {Reason}")]
    private partial void NotYet(string reason);
}
