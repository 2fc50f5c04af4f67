using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>Manages sign-in sessions.</summary>
public sealed class BrowserSessions(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>The maximum age of a session, regardless of activity.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long the row is kept: a connect attempt started in the session may still be in progress when it expires.</summary>
    internal static readonly TimeSpan Remembered = Longest + TimeSpan.FromHours(1);

    /// <summary>Starts a session.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> StartAsync(Guid userId, CancellationToken stop)
    {
        var session = new BrowserSession(userId, clock.GetUtcNow());
        db.Add(session);
        await db.SaveChangesAsync(stop);
        return session.Id;
    }

    /// <summary>False once the session was ended. An expired one still exists.</summary>
    internal Task<bool> IsThereAsync(Guid id) => db.BrowserSessions.AnyAsync(row => row.Id == id);

    /// <summary>Ends a session, including all copies of its cookie.</summary>
    public Task EndAsync(Guid id, CancellationToken stop) => db.BrowserSessions.Where(row => row.Id == id).ExecuteDeleteAsync(stop);
}
