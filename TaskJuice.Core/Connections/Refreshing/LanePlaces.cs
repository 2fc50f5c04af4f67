namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// How many scheduled refreshes this process has in progress, per lane and in total. A lane with a slow provider fills only its
/// own places.
/// </summary>
internal sealed class LanePlaces
{
    /// <summary>In one lane.</summary>
    public const int PerLane = 32;

    /// <summary>Together. They hold no database connection while they wait for a provider.</summary>
    public const int All = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _taken = [];
    private TaskCompletionSource _progress = new();
    private int _all;

    /// <summary>What is free: together, and in the lanes that have fewer than <see cref="PerLane"/>.</summary>
    public (int All, Dictionary<Guid, int> Lanes) Free()
    {
        lock (_lock)
            return (All - _all, _taken.ToDictionary(lane => lane.Key, lane => PerLane - lane.Value));
    }

    /// <summary>Ends when half of one of these lanes is free, which may be at once; null when there are none.</summary>
    public Task? Progress(IReadOnlyCollection<Guid> lanes)
    {
        if (lanes.Count == 0)
            return null;
        lock (_lock)
            return lanes.Any(lane => _taken.GetValueOrDefault(lane) <= PerLane / 2) ? Task.CompletedTask : _progress.Task;
    }

    public void Take(Guid lane)
    {
        lock (_lock)
        {
            _all++;
            _taken[lane] = _taken.GetValueOrDefault(lane) + 1;
        }
    }

    public void Leave(Guid lane)
    {
        lock (_lock)
        {
            _all--;
            if (--_taken[lane] == 0)
                _taken.Remove(lane);
            if (_taken.GetValueOrDefault(lane) != PerLane / 2)
                return;

            _progress.SetResult();
            _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
