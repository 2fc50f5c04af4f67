using TaskJuice.Core.Workflows;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>How a change of a workflow ended.</summary>
public abstract record StepChange
{
    /// <summary>It is done and saved.</summary>
    /// <param name="Said">What happened, as a sentence.</param>
    /// <param name="Step">The step it happened to, or null when it happened to the workflow.</param>
    /// <param name="Focus">Which control gets focus when the one that had it is gone or hidden.</param>
    public sealed record Done(string Said, Step? Step = null, Focus Focus = Focus.Stays) : StepChange
    {
        /// <summary>The button that takes it back, or null where the page offers another way.</summary>
        public ToastUndo? Undo { get; init; }
    }

    /// <summary>It cannot be; another wish can.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    /// <param name="Typed">What the person typed, to be corrected, or null.</param>
    public sealed record Refused(string Reason, Typed? Typed = null) : StepChange;

    /// <summary>Another editor was faster.</summary>
    /// <param name="Reason">What they did and what was not done, as sentences.</param>
    /// <param name="Typed">What the person typed, to be sent again, or null.</param>
    /// <param name="Again">The same wish once more, or null when it makes no sense any more.</param>
    public sealed record Conflicted(string Reason, Typed? Typed = null, RetryAction? Again = null) : StepChange;

    /// <summary>The workspace has no such workflow or step.</summary>
    public sealed record Gone : StepChange;
}

/// <summary>Where focus goes after a change.</summary>
public enum Focus
{
    Stays,
    Step,
    Menu,
    Account,
    Name,
    Title,
}

/// <summary>What a person typed into a title and what is wrong with it, if anything.</summary>
/// <param name="Field">Name of the input.</param>
/// <param name="Value">The text as it was typed.</param>
/// <param name="FormError">Why it cannot be, or null.</param>
public sealed record Typed(string Field, string Value, string? FormError = null)
{
    /// <summary>True when it was typed before the person had to sign in again.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A change to be asked for once more.</summary>
/// <param name="Label">What the button says.</param>
/// <param name="Action">The address behind the workflow's own.</param>
/// <param name="Field">Name of the field that carries the wish.</param>
/// <param name="Value">The wish.</param>
public sealed record RetryAction(string Label, string Action, string Field, string Value);
