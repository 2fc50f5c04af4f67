using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>Who is signed in where.</summary>
public sealed class BrowserSessions(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>After so long somebody signs in again, however busy the browser was.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long one is remembered: what began in it may still be going on when it ends by itself.</summary>
    internal static readonly TimeSpan Remembered = Longest + TimeSpan.FromHours(1);

    /// <summary>Begins one.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> StartAsync(Guid userId, CancellationToken stop)
    {
        var session = new BrowserSession(userId, clock.GetUtcNow());
        db.Add(session);
        await db.SaveChangesAsync(stop);
        return session.Id;
    }

    /// <summary>False once it was ended, or lasts too long.</summary>
    public Task<bool> IsOpenAsync(Guid id, CancellationToken stop)
    {
        var earliest = clock.GetUtcNow() - Longest;
        return db.BrowserSessions.AnyAsync(row => row.Id == id && row.StartedAt > earliest, stop);
    }

    /// <summary>False once it was ended. One that only ran out is still there.</summary>
    internal Task<bool> IsThereAsync(Guid id) => db.BrowserSessions.AnyAsync(row => row.Id == id);

    /// <summary>Ends one, whoever has a copy of its cookie.</summary>
    public Task EndAsync(Guid id, CancellationToken stop) => db.BrowserSessions.Where(row => row.Id == id).ExecuteDeleteAsync(stop);
}
