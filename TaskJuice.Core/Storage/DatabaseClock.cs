namespace TaskJuice.Core.Storage;

/// <summary>
/// The database's clock. Processes on several machines compare each other's timestamps, such as the expiry of a token, so they must share
/// one clock; each transaction updates the offset. Before the first one, and while both agree, it is the machine's own.
/// </summary>
public sealed class DatabaseClock : TimeProvider
{
    // Smaller differences do not matter, and adjusting the clock on every reply would make it run backwards now and then.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private long _ahead;

    private DatabaseClock() { }

    /// <summary>The instance of this process.</summary>
    public static DatabaseClock Instance { get; } = new();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>Updates the offset from a reply of the database.</summary>
    /// <param name="told">The database's time.</param>
    /// <param name="askedAt">A timestamp from before the query.</param>
    internal void Learn(DateTimeOffset told, long askedAt)
    {
        var way = System.GetElapsedTime(askedAt);
        var ahead = told + way / 2 - System.GetUtcNow();
        if (way < Tolerance && (ahead - TimeSpan.FromTicks(Interlocked.Read(ref _ahead))).Duration() > Tolerance)
            Interlocked.Exchange(ref _ahead, ahead.Ticks);
    }
}
