using System.Security.Cryptography;
using System.Text;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Workflows;

/// <summary>
/// The steps of one workflow in order, trigger first. Only this class assigns positions, so they have no gaps or duplicates.
/// </summary>
public sealed class StepList
{
    /// <summary>The maximum number of steps in a workflow: opening it reads all of them.</summary>
    public const int Most = 100;

    private readonly List<Step> _steps;

    /// <summary>Creates the list without removed steps.</summary>
    public StepList(IEnumerable<Step> steps) =>
        _steps = [.. steps.Where(step => step.RemovedAt is null).OrderBy(step => step.Position).ThenBy(step => step.Id)];

    /// <summary>The steps from first to last.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The trigger, or null while the workflow has none.</summary>
    public Step? Trigger => _steps.Find(step => step.Kind == OperationKind.Trigger);

    /// <summary>True when no further step can be added.</summary>
    public bool IsFull => _steps.Count >= Most;

    /// <summary>The first 0-based position that a step other than the trigger can have.</summary>
    public int First => Trigger is null ? 0 : 1;

    /// <summary>
    /// A fingerprint of the order: the same steps in the same order have the same 16 characters, whatever else changed about them.
    /// </summary>
    public string Order =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', _steps.Select(step => step.Key))))[..8]);

    /// <summary>The step with this key, or null.</summary>
    public Step? Find(string? key) => _steps.Find(step => step.Key == key);

    /// <summary>The position after a step; the end when the step does not exist.</summary>
    public int After(string? key) => Find(key) is { } step ? _steps.IndexOf(step) + 1 : _steps.Count;

    /// <summary>Inserts a new or restored step at a position, or at the nearest valid one. A trigger always comes first.</summary>
    /// <returns>False for a second trigger; nothing changes then.</returns>
    public bool Insert(Step step, int position)
    {
        if (step.Kind == OperationKind.Trigger && Trigger is not null)
            return false;

        _steps.Insert(step.Kind == OperationKind.Trigger ? 0 : Math.Clamp(position, First, Math.Max(First, _steps.Count)), step);
        Number();
        return true;
    }

    /// <summary>Moves a step by a number of positions.</summary>
    /// <returns>False when it would pass an end of the list or the trigger, or is the trigger; nothing changes then.</returns>
    public bool Move(Step step, int by) => MoveTo(step, _steps.IndexOf(step) + by);

    /// <summary>Moves a step to a 0-based position.</summary>
    /// <returns>False when the position is invalid or the trigger's, or the step is the trigger; nothing changes then.</returns>
    public bool MoveTo(Step step, int place)
    {
        if (step.Kind == OperationKind.Trigger || place < First || place >= _steps.Count)
            return false;

        _steps.Remove(step);
        _steps.Insert(place, step);
        Number();
        return true;
    }

    /// <summary>The other steps of the same app: those before the step, nearest first, then those after it.</summary>
    public IEnumerable<Step> Alike(Step step)
    {
        var place = _steps.IndexOf(step);
        return _steps.Take(place).Reverse().Concat(_steps.Skip(place + 1)).Where(other => other.App == step.App);
    }

    /// <summary>Removes a step, which keeps its position.</summary>
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
