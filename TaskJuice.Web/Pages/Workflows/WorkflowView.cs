using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Pages.Workflows.Steps;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>What the builder shows: the workflow, its steps in order, and which step's panel is open.</summary>
public sealed record WorkflowView(
    Workspace Workspace, Workflow Workflow, IReadOnlyList<StepView> Steps, IReadOnlyList<StepView> Removed, StepView? Open)
{
    /// <summary>A message above the page, or null.</summary>
    public Notice? Notice { get; init; }

    /// <summary>True when the message is shown in context: at the edited input, or below the failed test.</summary>
    public bool ShowsNoticeInPlace => (Notice is { IsRefusal: true } && Typed is not null) || Tested is { Tone: not CallSaid.Success };

    /// <summary>The conflict with another editor's change, or null.</summary>
    public StepChange.Conflicted? Conflict { get; init; }

    /// <summary>The requested step if it was removed, or null.</summary>
    public Step? OutOfList { get; init; }

    /// <summary>A title that was not saved, as submitted, or null.</summary>
    public Typed? Typed { get; init; }

    /// <summary>True while an account is being chosen.</summary>
    public bool Picking { get; init; }

    /// <summary>The control of <see cref="FocusStep"/> or of the panel to focus.</summary>
    public Focus Focus { get; init; }

    /// <summary>True when the open panel was not requested: it is shown only where there is enough space.</summary>
    public bool IsOffered { get; private init; }

    /// <summary>True when the panel was just requested, so that it receives focus.</summary>
    public bool FocusPanel { get; init; }

    /// <summary>The result of testing the open step, or null.</summary>
    public CallSaid? Tested { get; init; }

    /// <summary>Key of the step to focus because the focused control was removed, or null.</summary>
    public string? FocusStep { get; init; }

    public string Path => $"/{Workspace.Slug}/workflows/{Workflow.Id}";

    /// <summary>The address of the builder with the panel closed.</summary>
    public string ClosedPath => $"{Path}?step=";

    /// <summary>The address that shows the same state again.</summary>
    public string Address => Open is null ? Path : PathOf(Open);

    /// <summary>A fingerprint of the order of the steps; see <see cref="StepList.Order"/>.</summary>
    public string Order { get; } = new StepList(Steps.Select(step => step.Step)).Order;

    public bool HasTrigger => Steps.Any(step => step.Step.Kind == OperationKind.Trigger);

    public bool CanMove(StepView step, int by) => step.Number + by is var number && number > (HasTrigger ? 1 : 0) && number <= Steps.Count;

    public IEnumerable<StepView> Unfinished => Steps.Where(step => step.NeedsAttention);

    /// <summary>The view with the most relevant panel open: that of the first step that needs attention, or else the first one.</summary>
    public WorkflowView Offer() =>
        this with { Open = Unfinished.FirstOrDefault() ?? (Steps is [var first, ..] ? first : null), IsOffered = true };

    public StepView? Find(string key) => Steps.FirstOrDefault(step => step.Step.Key == key);

    /// <summary>The submitted text of the input with this name that was not saved, or null.</summary>
    public Typed? TypedInto(string field) => Typed?.Field == field ? Typed : null;

    /// <summary>The 1-based positions a step can have, each with the step that would precede it.</summary>
    public IEnumerable<(int Place, StepView? After)> PlacesOf(StepView step)
    {
        List<StepView> others = [.. Steps.Where(other => other != step)];
        for (var place = HasTrigger ? 2 : 1; place <= Steps.Count; place++)
            yield return (place, place == 1 ? null : others[place - 2]);
    }

    /// <summary>The nearest step before this one with the same account, or null.</summary>
    public StepView? Like(StepView step) => step.Account is not { } account ? null
        : Steps.LastOrDefault(other => other.Number < step.Number && other.Account?.Id == account.Id);

    /// <summary>The address for connecting an account of the step's app, or for reconnecting the given one, for this step.</summary>
    public string ConnectPath(StepView step, Connection? again = null) =>
        $"/{Workspace.Slug}/connect/{step.Step.App}?{(again is null ? "" : $"connection={again.Id}&")}"
        + $"workflow={Workflow.Id}&step={step.Step.Key}";

    public string PathOf(StepView step) => $"{Path}?step={step.Step.Key}";

    /// <summary>The address of one of a step's actions; the open panel remains open.</summary>
    public string PathOf(StepView step, string action) =>
        $"{Path}/steps/{step.Step.Key}/{action}{(Open is null ? "" : $"?step={Open.Step.Key}")}";
}

/// <summary>One step with everything it refers to. App or operation are null when the catalog no longer contains them.</summary>
public sealed record StepView(Step Step, int Number, App? App, Operation? Operation, Connection? Account)
{
    /// <summary>True when another account of the app has the same name.</summary>
    public bool IsAlike { get; init; }

    /// <summary>What distinguishes the account from others of the same name; empty when there is only one.</summary>
    public string WhichAccount => Account is not null && IsAlike ? AccountIdentity.Of(Account, App, IsAlike) : "";

    public string AppName => App?.Name ?? Step.App;

    public string OperationName => Operation?.Name ?? Step.Operation;

    public AppMark Mark => App is null ? AppMark.OfMissing(Step.App) : AppMark.Of(App);

    public bool IsKnown => Operation is not null;

    public bool NeedsAccount => IsKnown && Account is null;

    public bool NeedsReconnect => Account is { Status: ConnectionStatus.Error or ConnectionStatus.Revoked };

    /// <summary>
    /// True when the account works with fewer permissions than requested. The step may not need the others, so it is not counted as a
    /// problem.
    /// </summary>
    public bool IsLimited => !NeedsReconnect && Account is { MissingScopes.Count: > 0 };

    /// <summary>True when a missing permission is required by this step's operation.</summary>
    public bool LacksPermission => IsLimited && Operation is { } operation && operation.Needs.Intersect(Account!.MissingScopes).Any();

    /// <summary>The permissions that were not granted, described as in the app's file if possible.</summary>
    public IEnumerable<string> NotGranted =>
        Account is not { } account ? [] : (App?.Method(account.Method) as OAuthMethod)?.Explain(account.MissingScopes)
            ?? account.MissingScopes;

    public bool NeedsAttention => !IsKnown || NeedsAccount || NeedsReconnect || LacksPermission;
}

/// <summary>The model of one step's panel and of each of its sections.</summary>
public sealed record StepPanel(WorkflowView Workflow, StepView Step);

/// <summary>A title that is edited in place.</summary>
/// <param name="Field">Name of the input.</param>
/// <param name="Was">The current title.</param>
/// <param name="Focus">The focus value of a change after which this control receives focus.</param>
public sealed record TitleEdit(
    WorkflowView View, Focus Focus, string Field, string Id, string Label, string Action, string Was, int Longest);

/// <summary>A message about something that happened.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsRefusal">True when the action was not carried out.</param>
public sealed record Notice(string Text, bool IsRefusal = false)
{
    /// <summary>The undo button of the message, or null.</summary>
    public ToastUndo? Undo { get; init; }

    /// <summary>Key of the removed step that can be restored, or null.</summary>
    public string? Removed { get; init; }

    public Toast Toast => new(Text, IsRefusal) { Undo = Undo };
}
