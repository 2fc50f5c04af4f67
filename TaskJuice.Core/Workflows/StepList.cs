using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Workflows;

/// <summary>The steps of one workflow in order, trigger first. The only place that numbers them, so an order never has holes or twins.</summary>
public sealed class StepList
{
    private readonly List<Node> _steps;

    /// <summary>The list as it stands; removed steps are left out.</summary>
    public StepList(IEnumerable<Node> nodes) =>
        _steps = [.. nodes.Where(node => node.RemovedAt is null).OrderBy(node => node.Position).ThenBy(node => node.Id)];

    /// <summary>The steps from first to last.</summary>
    public IReadOnlyList<Node> Steps => _steps;

    /// <summary>The trigger, or null while the workflow has none.</summary>
    public Node? Trigger => _steps.Find(step => step.Kind == NodeKind.Trigger);

    /// <summary>The step with this key, or null.</summary>
    public Node? Find(string? key) => _steps.Find(step => step.Key == key);

    /// <summary>The place right behind a step; the end when there is no such step.</summary>
    public int After(string? key) => Find(key) is { } step ? _steps.IndexOf(step) + 1 : _steps.Count;

    /// <summary>Puts a new or restored step at a place, or at the nearest one that exists. A trigger always comes first.</summary>
    /// <returns>False when it is a second trigger; nothing changes then.</returns>
    public bool Insert(Node step, int position)
    {
        if (step.Kind == NodeKind.Trigger && Trigger is not null)
            return false;

        var first = Trigger is null ? 0 : 1;
        _steps.Insert(step.Kind == NodeKind.Trigger ? 0 : Math.Clamp(position, first, Math.Max(first, _steps.Count)), step);
        Number();
        return true;
    }

    /// <summary>Moves a step by a number of places.</summary>
    /// <returns>False when it would pass an end of the list or the trigger, or is the trigger; nothing changes then.</returns>
    public bool Move(Node step, int by)
    {
        var target = _steps.IndexOf(step) + by;
        if (step.Kind == NodeKind.Trigger || target < (Trigger is null ? 0 : 1) || target >= _steps.Count)
            return false;

        _steps.Remove(step);
        _steps.Insert(target, step);
        Number();
        return true;
    }

    /// <summary>Takes a step out; it remembers its place.</summary>
    public void Remove(Node step, DateTimeOffset now)
    {
        _steps.Remove(step);
        step.Remove(now);
        Number();
    }

    private void Number()
    {
        for (var position = 0; position < _steps.Count; position++)
            _steps[position].MoveTo(position);
    }
}
