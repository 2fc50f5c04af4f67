namespace TaskJuice.Core.Refreshing;

/// <summary>The calls of the last half minute to one token endpoint, as this process saw them.</summary>
internal sealed class FailureWindow(TimeProvider clock)
{
    private const int FewestCalls = 10;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly Queue<(DateTimeOffset At, bool Failed)> _calls = new();
    private readonly Lock _lock = new();

    /// <summary>Adds a call.</summary>
    /// <returns>True when at least half of enough calls failed.</returns>
    public bool Add(bool failed)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _calls.Enqueue((now, failed));
            while (_calls.Peek().At < now - Length)
                _calls.Dequeue();
            return _calls.Count >= FewestCalls && _calls.Count(call => call.Failed) * 2 >= _calls.Count;
        }
    }
}
