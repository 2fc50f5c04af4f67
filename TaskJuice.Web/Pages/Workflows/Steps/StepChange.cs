using TaskJuice.Core.Workflows;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>How a change of a workflow's steps ended.</summary>
public abstract record StepChange
{
    /// <summary>It is done and saved.</summary>
    public sealed record Done(string Said, Node Step) : StepChange;

    /// <summary>It cannot be; another wish can.</summary>
    public sealed record Refused(string Reason) : StepChange;

    /// <summary>Another editor was faster.</summary>
    public sealed record Outrun(string Reason) : StepChange;

    /// <summary>The workspace has no such workflow or step.</summary>
    public sealed record Gone : StepChange;
}
