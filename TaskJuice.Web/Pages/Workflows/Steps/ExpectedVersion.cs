namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>
/// What an editor had before their eyes when they asked for a change: the version of the workflow, and what the change replaces.
/// <para>
/// A change that somebody else's change made into something else is not done. Moving goes by positions, so it needs the order that was seen;
/// a new title, name or account needs the one that it replaces. Everything else about the workflow may have changed meanwhile.
/// What hangs on a step and not on a position, and can be undone, asks nothing: adding behind a step, duplicating, removing, putting back.
/// </para>
/// </summary>
/// <param name="Version">The workflow's version, or null when the form does not know it.</param>
/// <param name="Was">What is to be replaced, or null when the form does not know it.</param>
public sealed record ExpectedVersion(int? Version, string? Was)
{
    /// <summary>The account of a step that has none.</summary>
    public const string NoAccount = "none";

    /// <summary>True when the change still means what its editor meant.</summary>
    /// <param name="edit">The turn at the workflow.</param>
    /// <param name="now">What the change would replace now.</param>
    public bool Holds(StepEdit edit, string now) => (Version is null && Was is null) || Version == edit.Before || Was == now;
}
