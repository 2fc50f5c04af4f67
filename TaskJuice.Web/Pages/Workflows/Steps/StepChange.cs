using TaskJuice.Core.Workflows;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>The result of changing a workflow.</summary>
public abstract record StepChange
{
    /// <summary>The change was saved.</summary>
    /// <param name="Said">The message.</param>
    /// <param name="Step">The changed step, or null for a change of the workflow itself.</param>
    /// <param name="Focus">The control to focus when the focused one was removed or hidden.</param>
    public sealed record Done(string Said, Step? Step = null, Focus Focus = Focus.Stays) : StepChange
    {
        /// <summary>The undo button, or null where the page offers another way.</summary>
        public ToastUndo? Undo { get; init; }
    }

    /// <summary>The change is invalid.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    /// <param name="Typed">The submitted text, to be corrected, or null.</param>
    public sealed record Refused(string Reason, Typed? Typed = null) : StepChange;

    /// <summary>Another editor made a conflicting change first.</summary>
    /// <param name="Reason">What they did and what was not done, in sentences.</param>
    /// <param name="Typed">The submitted text, to be sent again, or null.</param>
    /// <param name="Again">The same change, to be requested again, or null when it is obsolete.</param>
    public sealed record Conflicted(string Reason, Typed? Typed = null, RetryAction? Again = null) : StepChange;

    /// <summary>The workspace has no such workflow or step.</summary>
    public sealed record Gone : StepChange;
}

/// <summary>The control to focus after a change.</summary>
public enum Focus
{
    Stays,
    Step,
    Menu,
    Account,
    Name,
    Title,
}

/// <summary>A submitted title and its error, if any.</summary>
/// <param name="Field">Name of the input.</param>
/// <param name="Value">The submitted text.</param>
/// <param name="FormError">Why it is invalid, or null.</param>
public sealed record Typed(string Field, string Value, string? FormError = null)
{
    /// <summary>True when it was entered before the person had to sign in again.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A change to request again.</summary>
/// <param name="Label">The label of the button.</param>
/// <param name="Action">The address relative to the workflow's.</param>
/// <param name="Field">Name of the field with the change.</param>
/// <param name="Value">The value of that field.</param>
public sealed record RetryAction(string Label, string Action, string Field, string Value);
