namespace TaskJuice.Core.Connecting;

/// <summary>The result of saving a credential.</summary>
public abstract record SaveResult
{
    private SaveResult() { }

    /// <summary>The credential is stored.</summary>
    /// <param name="Id">The connection.</param>
    /// <param name="Label">Its name.</param>
    /// <param name="Updated">True when the external account was already connected.</param>
    /// <param name="Steps">How many steps use it now.</param>
    public sealed record Saved(Guid Id, string Label, bool Updated, int Steps) : SaveResult;

    /// <summary>It belongs to another external account than the connection to reconnect; nothing was stored.</summary>
    /// <param name="Expected">The label of the connection to reconnect.</param>
    /// <param name="Steps">How many steps use the connection to reconnect.</param>
    public sealed record OtherAccount(string Expected, int Steps) : SaveResult;

    /// <summary>The person no longer has permission to connect accounts in this workspace; nothing was stored.</summary>
    public sealed record NotAllowed : SaveResult;

    /// <summary>The attempt was cancelled or restarted before its credential arrived; nothing was stored.</summary>
    public sealed record Stopped : SaveResult;
}
