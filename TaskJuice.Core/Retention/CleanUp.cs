using TaskJuice.Core.Connecting;

namespace TaskJuice.Core.Retention;

/// <summary>Ends what is over: undecided grants first, because an attempt is deleted with the only copy of its tokens.</summary>
public sealed class CleanUp(GiveBackUndecided undecided, PruneFinished prune)
{
    /// <summary>Gives back and deletes at most one batch of each kind.</summary>
    /// <returns>True when more may be waiting.</returns>
    public async Task<bool> TurnAsync(CancellationToken stop)
    {
        await undecided.GiveBackAsync(stop);
        return await prune.PruneAsync(stop);
    }
}
