namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Limits how many scheduled refreshes this process has in progress, per partition and in total. A partition with a slow provider occupies
/// only its own slots.
/// </summary>
internal sealed class PartitionConcurrency
{
    /// <summary>The limit per partition.</summary>
    public const int PerPartition = 32;

    /// <summary>The total limit. Refreshes hold no database connection while they wait for a provider.</summary>
    public const int All = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _taken = [];
    private TaskCompletionSource _progress = new();
    private int _all;

    /// <summary>The free slots: in total, and in the partitions with fewer than <see cref="PerPartition"/>.</summary>
    public (int All, Dictionary<Guid, int> Partitions) Free()
    {
        lock (_lock)
            return (All - _all, _taken.ToDictionary(partition => partition.Key, partition => PerPartition - partition.Value));
    }

    /// <summary>
    /// Completes when half of the slots of one of these partitions are free, possibly at once; null when there are no partitions.
    /// </summary>
    public Task? Progress(IReadOnlyCollection<Guid> partitions)
    {
        if (partitions.Count == 0)
            return null;
        lock (_lock)
            return partitions.Any(partition => _taken.GetValueOrDefault(partition) <= PerPartition / 2)
                ? Task.CompletedTask : _progress.Task;
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
