using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Refreshing;

/// <summary>Moves replies from this machine's disk into the database. An unavailable database is expected here and not an error.</summary>
internal sealed partial class SpoolCourier(TokenInbox inbox, ILogger<SpoolCourier> log)
{
    public async Task BringAsync(CancellationToken stop)
    {
        try
        {
            await inbox.BringSpooledAsync(stop);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException or IOException)
        {
            NotYet(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not move spooled token replies into the database yet: {Reason}")]
    private partial void NotYet(string reason);
}
