using TaskJuice.Core.Connecting;

namespace TaskJuice.Core.Retention;

/// <summary>Cleans up what has ended: undecided grants first, because deleting an attempt deletes the only copy of its tokens.</summary>
public sealed class CleanUp(GiveBackUndecided undecided, PruneFinished prune)
{
    /// <summary>Revokes and deletes at most one batch of each kind.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> TurnAsync(CancellationToken stop)
    {
        await undecided.GiveBackAsync(stop);
        return await prune.PruneAsync(stop);
    }
}
