namespace TaskJuice.Core.Connecting;

/// <summary>What came of saving a credential.</summary>
public abstract record SaveResult
{
    private SaveResult() { }

    /// <summary>The credential is stored.</summary>
    /// <param name="Id">The connection.</param>
    /// <param name="Label">Its name.</param>
    /// <param name="Updated">True when the external account was connected before.</param>
    /// <param name="Steps">How many steps use it now.</param>
    public sealed record Saved(Guid Id, string Label, bool Updated, int Steps) : SaveResult;

    /// <summary>It belongs to another external account than the connection to repair; nothing was stored.</summary>
    /// <param name="Expected">The label of the connection to repair.</param>
    /// <param name="Steps">How many steps use the connection to repair.</param>
    public sealed record OtherAccount(string Expected, int Steps) : SaveResult;

    /// <summary>The person may not connect accounts in this workspace any more; nothing was stored.</summary>
    public sealed record NotAllowed : SaveResult;

    /// <summary>The person stopped the attempt, or began it anew, before its credential came; nothing was stored.</summary>
    public sealed record Stopped : SaveResult;
}
