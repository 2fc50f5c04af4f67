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
    /// <summary>Something to say above the page, or null.</summary>
    public Notice? Notice { get; init; }

    /// <summary>True when the notice stands where it belongs: at the input that was typed into, or under the test that failed.</summary>
    public bool ShowsNoticeInPlace => (Notice is { IsRefusal: true } && Typed is not null) || Tested is { Tone: not CallSaid.Success };

    /// <summary>What another editor's change kept from happening, or null.</summary>
    public StepChange.Conflicted? Conflict { get; init; }

    /// <summary>The step that was asked for and that somebody took out of the list, or null.</summary>
    public Step? OutOfList { get; init; }

    /// <summary>A title that was not taken, as the person typed it, or null.</summary>
    public Typed? Typed { get; init; }

    /// <summary>True when the person is choosing an account.</summary>
    public bool Picking { get; init; }

    /// <summary>Which control of <see cref="FocusStep"/> or of the panel gets focus.</summary>
    public Focus Focus { get; init; }

    /// <summary>True when nobody asked for the open panel: it stands where there is room for it, and nowhere else.</summary>
    public bool IsOffered { get; private init; }

    /// <summary>True when the panel was just asked for, so that focus goes there.</summary>
    public bool FocusPanel { get; init; }

    /// <summary>What a test of the open step just brought, or null.</summary>
    public CallSaid? Tested { get; init; }

    /// <summary>Key of the step that gets focus because the control that had it is gone, or null.</summary>
    public string? FocusStep { get; init; }

    public string Path => $"/{Workspace.Slug}/workflows/{Workflow.Id}";

    /// <summary>The address of the builder with no panel open.</summary>
    public string ClosedPath => $"{Path}?step=";

    /// <summary>The address that shows the same state again.</summary>
    public string Address => Open is null ? Path : PathOf(Open);

    /// <summary>Stands for the order of the steps; see <see cref="StepList.Order"/>.</summary>
    public string Order { get; } = new StepList(Steps.Select(step => step.Step)).Order;

    public bool HasTrigger => Steps.Any(step => step.Step.Kind == OperationKind.Trigger);

    public bool CanMove(StepView step, int by) => step.Number + by is var number && number > (HasTrigger ? 1 : 0) && number <= Steps.Count;

    public IEnumerable<StepView> Unfinished => Steps.Where(step => step.NeedsAttention);

    /// <summary>With the panel open that a person most likely came for: the first step that needs attention, or else the first one.</summary>
    public WorkflowView Offer() =>
        this with { Open = Unfinished.FirstOrDefault() ?? (Steps is [var first, ..] ? first : null), IsOffered = true };

    public StepView? Find(string key) => Steps.FirstOrDefault(step => step.Step.Key == key);

    /// <summary>What was typed into the input with this name and not taken, or null.</summary>
    public Typed? TypedInto(string field) => Typed?.Field == field ? Typed : null;

    /// <summary>The places a step can have, counted from 1, each with the step that would stand before it.</summary>
    public IEnumerable<(int Place, StepView? After)> PlacesOf(StepView step)
    {
        List<StepView> others = [.. Steps.Where(other => other != step)];
        for (var place = HasTrigger ? 2 : 1; place <= Steps.Count; place++)
            yield return (place, place == 1 ? null : others[place - 2]);
    }

    /// <summary>The step nearest before this one that uses the same account, or null.</summary>
    public StepView? Like(StepView step) => step.Account is not { } account ? null
        : Steps.LastOrDefault(other => other.Number < step.Number && other.Account?.Id == account.Id);

    /// <summary>Where an account of the step's app is connected, or the given one again, for this step.</summary>
    public string ConnectPath(StepView step, Connection? again = null) =>
        $"/{Workspace.Slug}/connect/{step.Step.App}?{(again is null ? "" : $"connection={again.Id}&")}workflow={Workflow.Id}&step={step.Step.Key}";

    public string PathOf(StepView step) => $"{Path}?step={step.Step.Key}";

    /// <summary>The address of one of a step's actions; the open panel stays open.</summary>
    public string PathOf(StepView step, string action) =>
        $"{Path}/steps/{step.Step.Key}/{action}{(Open is null ? "" : $"?step={Open.Step.Key}")}";
}

/// <summary>One step with everything it refers to. App or action are null when the catalog no longer carries them.</summary>
public sealed record StepView(Step Step, int Number, App? App, Operation? Operation, Connection? Account)
{
    /// <summary>True when another account of the app has the name of this step's.</summary>
    public bool IsAlike { get; init; }

    /// <summary>Which of the accounts with this name it is; empty when there is only one.</summary>
    public string WhichAccount => Account is not null && IsAlike ? AccountIdentity.Of(Account, App, IsAlike) : "";

    public string AppName => App?.Name ?? Step.App;

    public string OperationName => Operation?.Name ?? Step.Operation;

    public AppMark Mark => App is null ? AppMark.OfMissing(Step.App) : AppMark.Of(App);

    public bool IsKnown => Operation is not null;

    public bool NeedsAccount => IsKnown && Account is null;

    public bool NeedsReconnect => Account is { Status: ConnectionStatus.Error or ConnectionStatus.Revoked };

    /// <summary>True when the account works but may do less than was asked for. The step may not need the rest, so this is no reason to count it.</summary>
    public bool IsLimited => !NeedsReconnect && Account is { MissingScopes.Count: > 0 };

    /// <summary>True when what was not granted is what this step's action cannot do without.</summary>
    public bool LacksPermission => IsLimited && Operation is { } operation && operation.Needs.Intersect(Account!.MissingScopes).Any();

    /// <summary>What was not granted, in the words of the app's file where it has some.</summary>
    public IEnumerable<string> NotGranted =>
        Account is not { } account ? [] : (App?.Method(account.Method) as OAuthMethod)?.Explain(account.MissingScopes) ?? account.MissingScopes;

    public bool NeedsAttention => !IsKnown || NeedsAccount || NeedsReconnect || LacksPermission;
}

/// <summary>The model of one step's panel and of each of its sections.</summary>
public sealed record StepPanel(WorkflowView Workflow, StepView Step);

/// <summary>A title that is edited where it stands.</summary>
/// <param name="Field">Name of the input.</param>
/// <param name="Was">The title as it is.</param>
/// <param name="Focus">What a change says when focus belongs here after it.</param>
public sealed record TitleEdit(WorkflowView View, Focus Focus, string Field, string Id, string Label, string Action, string Was, int Longest);

/// <summary>Something that happened and is worth a sentence.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsRefusal">True when it did not happen.</param>
public sealed record Notice(string Text, bool IsRefusal = false)
{
    /// <summary>The button of the message that takes it back, or null.</summary>
    public ToastUndo? Undo { get; init; }

    /// <summary>Key of the step that was removed and can be put back, or null.</summary>
    public string? Removed { get; init; }

    public Toast Toast => new(Text, IsRefusal) { Undo = Undo };
}
