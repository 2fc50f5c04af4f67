namespace TaskJuice.Core.Refreshing;

/// <summary>This process's calls to one token endpoint in the last 30 seconds.</summary>
internal sealed class FailureWindow(TimeProvider clock)
{
    private const int FewestCalls = 10;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly Queue<(DateTimeOffset At, bool Failed)> _calls = new();
    private readonly Lock _lock = new();

    /// <summary>Adds a call.</summary>
    /// <returns>True if there were enough calls and at least half of them failed.</returns>
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
