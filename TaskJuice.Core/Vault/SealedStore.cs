using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// A kind of row that holds secrets under an account's key. Whoever registers one keeps old keys alive while its rows need them, and may
/// have its rows moved to the active key.
/// </summary>
public abstract class SealedStore
{
    /// <summary>The entity whose rows they are.</summary>
    internal abstract Type Row { get; }

    /// <summary>How many rows of the workspace may still need a version of the account's key.</summary>
    /// <param name="session">The workspace.</param>
    /// <param name="key">The version.</param>
    /// <param name="sealsUntil">From then on nothing is sealed under it.</param>
    /// <param name="now">The present.</param>
    /// <param name="stop">Ends the count.</param>
    internal abstract Task<int> CountAsync(
        WorkspaceSession session, AccountKey key, DateTimeOffset sealsUntil, DateTimeOffset now, CancellationToken stop);

    /// <summary>
    /// The next rows under another version than the active one, in the order of owner and version. None where rows
    /// do not live long enough to be moved.
    /// </summary>
    /// <param name="session">The workspace.</param>
    /// <param name="active">The active version of the account's key.</param>
    /// <param name="after">The row where the last batch ended; its envelope is not looked at.</param>
    /// <param name="most">The size of a batch.</param>
    /// <param name="stop">Ends the read.</param>
    internal virtual Task<List<SealedRow>> NextAsync(
        WorkspaceSession session, int active, SealedRow? after, int most, CancellationToken stop) =>
        Task.FromResult(new List<SealedRow>());

    /// <summary>Replaces an envelope, unless the row was replaced or deleted in the meantime.</summary>
    /// <returns>1, or 0 when there was nothing to replace.</returns>
    internal virtual Task<int> ReplaceAsync(WorkspaceSession session, SealedRow row, byte[] envelope, CancellationToken stop) =>
        Task.FromResult(0);
}

/// <summary>A stored secret.</summary>
/// <param name="Context">What it is bound to.</param>
/// <param name="Envelope">The envelope's bytes.</param>
internal sealed record SealedRow(SecretContext Context, byte[] Envelope);
