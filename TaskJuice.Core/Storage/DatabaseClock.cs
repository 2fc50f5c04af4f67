namespace TaskJuice.Core.Storage;

/// <summary>
/// The time of day as the database has it. Processes on several machines compare what each other wrote, such as the end of a token, so one
/// clock must count; each transaction brings a look at it. Until the first one, and while both agree, it is this machine's own.
/// </summary>
public sealed class DatabaseClock : TimeProvider
{
    // Less than that does not matter to anybody, and a clock that moves with every answer of the database would run backwards now and then.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private long _ahead;

    private DatabaseClock() { }

    /// <summary>The one of this process.</summary>
    public static DatabaseClock Instance { get; } = new();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>Learns from an answer of the database.</summary>
    /// <param name="told">The time it told.</param>
    /// <param name="askedAt">A timestamp from before it was asked.</param>
    internal void Learn(DateTimeOffset told, long askedAt)
    {
        var way = System.GetElapsedTime(askedAt);
        var ahead = told + way / 2 - System.GetUtcNow();
        if (way < Tolerance && (ahead - TimeSpan.FromTicks(Interlocked.Read(ref _ahead))).Duration() > Tolerance)
            Interlocked.Exchange(ref _ahead, ahead.Ticks);
    }
}
