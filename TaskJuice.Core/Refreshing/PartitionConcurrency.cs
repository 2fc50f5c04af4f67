namespace TaskJuice.Core.Refreshing;

/// <summary>
/// How many scheduled refreshes this process has in progress, per partition and in total. A partition with a slow provider fills only its
/// own places.
/// </summary>
internal sealed class PartitionConcurrency
{
    /// <summary>In one partition.</summary>
    public const int PerPartition = 32;

    /// <summary>Together. They hold no database connection while they wait for a provider.</summary>
    public const int All = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _taken = [];
    private TaskCompletionSource _progress = new();
    private int _all;

    /// <summary>What is free: together, and in the partitions that have fewer than <see cref="PerPartition"/>.</summary>
    public (int All, Dictionary<Guid, int> Partitions) Free()
    {
        lock (_lock)
            return (All - _all, _taken.ToDictionary(partition => partition.Key, partition => PerPartition - partition.Value));
    }

    /// <summary>Ends when half of one of these partitions is free, which may be at once; null when there are none.</summary>
    public Task? Progress(IReadOnlyCollection<Guid> partitions)
    {
        if (partitions.Count == 0)
            return null;
        lock (_lock)
            return partitions.Any(partition => _taken.GetValueOrDefault(partition) <= PerPartition / 2) ? Task.CompletedTask : _progress.Task;
    }

    public void Enter(Guid partition)
    {
        lock (_lock)
        {
            _all++;
            _taken[partition] = _taken.GetValueOrDefault(partition) + 1;
        }
    }

    public void Leave(Guid partition)
    {
        lock (_lock)
        {
            _all--;
            if (--_taken[partition] == 0)
                _taken.Remove(partition);
            if (_taken.GetValueOrDefault(partition) != PerPartition / 2)
                return;

            _progress.SetResult();
            _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
