using System.Security.Cryptography;
using System.Text;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Workflows;

/// <summary>The steps of one workflow in order, trigger first. The only place that numbers them, so an order never has holes or twins.</summary>
public sealed class StepList
{
    /// <summary>The most steps of a workflow: everybody who opens it reads all of them.</summary>
    public const int Most = 100;

    private readonly List<Step> _steps;

    /// <summary>The list as it stands; removed steps are left out.</summary>
    public StepList(IEnumerable<Step> steps) =>
        _steps = [.. steps.Where(step => step.RemovedAt is null).OrderBy(step => step.Position).ThenBy(step => step.Id)];

    /// <summary>The steps from first to last.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The trigger, or null while the workflow has none.</summary>
    public Step? Trigger => _steps.Find(step => step.Kind == OperationKind.Trigger);

    /// <summary>True when no further step fits.</summary>
    public bool IsFull => _steps.Count >= Most;

    /// <summary>The first place that a step other than the trigger can have, from 0.</summary>
    public int First => Trigger is null ? 0 : 1;

    /// <summary>Stands for the order: the same steps in the same order give the same 16 characters, whatever else changed about them.</summary>
    public string Order => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', _steps.Select(step => step.Key))))[..8]);

    /// <summary>The step with this key, or null.</summary>
    public Step? Find(string? key) => _steps.Find(step => step.Key == key);

    /// <summary>The place right behind a step; the end when there is no such step.</summary>
    public int After(string? key) => Find(key) is { } step ? _steps.IndexOf(step) + 1 : _steps.Count;

    /// <summary>Puts a new or restored step at a place, or at the nearest one that exists. A trigger always comes first.</summary>
    /// <returns>False when it is a second trigger; nothing changes then.</returns>
    public bool Insert(Step step, int position)
    {
        if (step.Kind == OperationKind.Trigger && Trigger is not null)
            return false;

        _steps.Insert(step.Kind == OperationKind.Trigger ? 0 : Math.Clamp(position, First, Math.Max(First, _steps.Count)), step);
        Number();
        return true;
    }

    /// <summary>Moves a step by a number of places.</summary>
    /// <returns>False when it would pass an end of the list or the trigger, or is the trigger; nothing changes then.</returns>
    public bool Move(Step step, int by) => MoveTo(step, _steps.IndexOf(step) + by);

    /// <summary>Moves a step to a place counted from 0.</summary>
    /// <returns>False when there is no such place or the trigger has it, or the step is the trigger; nothing changes then.</returns>
    public bool MoveTo(Step step, int place)
    {
        if (step.Kind == OperationKind.Trigger || place < First || place >= _steps.Count)
            return false;

        _steps.Remove(step);
        _steps.Insert(place, step);
        Number();
        return true;
    }

    /// <summary>The other steps of the same app: those before the step from the nearest on, then those behind it.</summary>
    public IEnumerable<Step> Alike(Step step)
    {
        var place = _steps.IndexOf(step);
        return _steps.Take(place).Reverse().Concat(_steps.Skip(place + 1)).Where(other => other.App == step.App);
    }

    /// <summary>Takes a step out; it remembers its place.</summary>
    public void Remove(Step step, DateTimeOffset now)
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
