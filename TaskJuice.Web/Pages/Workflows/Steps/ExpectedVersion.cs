namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>
/// What an editor saw when they requested a change: the version of the workflow, and the value to be replaced (optimistic concurrency).
/// <para>
/// A change is rejected when a concurrent change gave it another meaning. Moving is by position, so it requires the order that was seen; a
/// new title, name or account requires the value that it replaces. Everything else about the workflow may have changed meanwhile. Changes
/// that refer to a step rather than a position, and can be undone, are not checked: adding after a step, duplicating, removing, restoring.
/// </para>
/// </summary>
/// <param name="Version">The workflow's version, or null when the form has none.</param>
/// <param name="Was">The value to be replaced, or null when the form has none.</param>
public sealed record ExpectedVersion(int? Version, string? Was)
{
    /// <summary>The value for a step without an account.</summary>
    public const string NoAccount = "none";

    /// <summary>True when the change still means what the editor intended.</summary>
    /// <param name="edit">The change in progress.</param>
    /// <param name="now">The current value.</param>
    public bool Holds(StepEdit edit, string now) => (Version is null && Was is null) || Version == edit.Before || Was == now;
}
