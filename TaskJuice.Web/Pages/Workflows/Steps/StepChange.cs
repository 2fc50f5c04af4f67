using TaskJuice.Core.Workflows;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>How a change of a workflow's steps ended.</summary>
public abstract record StepChange
{
    /// <summary>It is done and saved.</summary>
    /// <param name="Said">What happened, as a sentence.</param>
    /// <param name="Step">The step it happened to.</param>
    /// <param name="Appeared">True when the step is new in the list, so that focus goes there.</param>
    public sealed record Done(string Said, Node Step, bool Appeared = false) : StepChange;

    /// <summary>It cannot be; another wish can.</summary>
    public sealed record Refused(string Reason) : StepChange;

    /// <summary>Another editor was faster.</summary>
    public sealed record Outrun(string Reason) : StepChange;

    /// <summary>The workspace has no such workflow or step.</summary>
    public sealed record Gone : StepChange;
}
