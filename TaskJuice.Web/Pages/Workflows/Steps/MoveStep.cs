using System.Globalization;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Moves a step one position up or down, or to a given position.</summary>
public sealed class MoveStep(EditSteps edits, Words words)
{
    private const string Up = "up";
    private const string Down = "down";

    /// <param name="to"><c>up</c>, <c>down</c>, or the 1-based position.</param>
    public async Task<StepChange> MoveAsync(
        Workspace workspace, Guid id, string key, string? to, ExpectedVersion seen, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return edit.Missing(key);
            if (!seen.Holds(edit, edit.List.Order))
                return Conflicted(edit.List, step, to);
            if (!edit.List.MoveTo(step, PlaceOf(step, to)))
                return new StepChange.Refused(Refusal(step, to));

            await edit.SaveAsync(stop);
            return new StepChange.Done(
                words["Workflows.Moved", step.Title, step.Position + 1, edit.List.Steps.Count],
                step, IsDirection(to) ? Focus.Stays : Focus.Menu);
        }, stop);
    }

    private StepChange.Conflicted Conflicted(StepList list, Step step, string? to)
    {
        var place = PlaceOf(step, to);
        var again = step.Kind == OperationKind.Trigger || place < list.First || place >= list.Steps.Count || place == step.Position ? null
            : new RetryAction(words["Workflows.MoveAnyway", step.Title, place + 1], $"steps/{step.Key}/move", "to", $"{place + 1}");
        return new(words["Workflows.OrderMeanwhile", step.Title], Again: again);
    }

    private string Refusal(Step step, string? to) =>
        step.Kind == OperationKind.Trigger && !IsDirection(to) ? words["Workflows.TriggerStays"]
        : Is(to, Up) ? words["Workflows.NotFurtherUp", step.Title]
        : Is(to, Down) ? words["Workflows.NotFurtherDown", step.Title]
        : words["Workflows.NoSuchPlace", step.Title];

    private static int PlaceOf(Step step, string? to) =>
        Is(to, Up) ? step.Position - 1
        : Is(to, Down) ? step.Position + 1
        : int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : -1;

    private static bool IsDirection(string? to) => Is(to, Up) || Is(to, Down);

    private static bool Is(string? to, string direction) => string.Equals(to, direction, StringComparison.OrdinalIgnoreCase);
}
