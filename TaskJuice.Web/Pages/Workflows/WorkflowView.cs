using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>What the builder shows: the workflow, its steps in order, and which step's panel is open.</summary>
public sealed record WorkflowView(
    Workspace Workspace, Workflow Workflow, IReadOnlyList<StepView> Steps, IReadOnlyList<StepView> Removed, StepView? Open)
{
    /// <summary>Something to say above the page, or null.</summary>
    public Notice? Notice { get; init; }

    /// <summary>True when the panel was just asked for, so that focus goes there.</summary>
    public bool FocusPanel { get; init; }

    /// <summary>What a test of the open step just brought, or null.</summary>
    public TryResult? Tested { get; init; }

    public string Path => $"/{Workspace.Slug}/workflows/{Workflow.Id}";

    /// <summary>The address that shows the same state again.</summary>
    public string Address => Open is null ? Path : PathOf(Open);

    public bool HasTrigger => Steps.Any(step => step.Node.Kind == NodeKind.Trigger);

    public IEnumerable<StepView> Unfinished => Steps.Where(step => step.NeedsAttention);

    public string PathOf(StepView step) => $"{Path}?step={step.Node.Key}";

    /// <summary>The address of one of a step's actions; the open panel stays open.</summary>
    public string PathOf(StepView step, string action) =>
        $"{Path}/steps/{step.Node.Key}/{action}{(Open is null ? "" : $"?step={Open.Node.Key}")}";
}

/// <summary>One step with everything it refers to. App or action are null when the catalog no longer carries them.</summary>
public sealed record StepView(Node Node, int Number, App? App, AppNode? Action, Connection? Account)
{
    public string AppName => App?.Name ?? Node.App;

    public string ActionName => Action?.Name ?? Node.Action;

    public AppMark Mark => App is null ? AppMark.OfMissing(Node.App) : AppMark.Of(App);

    public bool IsKnown => Action is not null;

    public bool NeedsAccount => IsKnown && Account is null;

    public bool NeedsReconnect => Account is { Status: ConnectionStatus.Error or ConnectionStatus.Revoked };

    public bool NeedsAttention => !IsKnown || NeedsAccount || NeedsReconnect;
}

/// <summary>The model of one step's panel and of each of its sections.</summary>
public sealed record StepPanel(WorkflowView Workflow, StepView Step);

/// <summary>Something that happened and is worth a sentence.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsRefusal">True when it did not happen.</param>
public sealed record Notice(string Text, bool IsRefusal = false)
{
    /// <summary>The removed step that a button of the message puts back, or null.</summary>
    public StepView? Undo { get; init; }
}
