using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workflows;

/// <summary>An ordered list of steps, trigger first.</summary>
public sealed class Workflow
{
    private Workflow() { }

    /// <summary>An empty workflow in a workspace.</summary>
    public Workflow(Tenant tenant, string name, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = tenant;
        Id = Guid.CreateVersion7(now);
        Name = name;
        CreatedAt = now;
        ChangedAt = now;
    }

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 120;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The name people read.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Counts up with each editor's turn, in the statement that takes the workflow's row lock; so one who saw an older list is noticed.</summary>
    public int Version { get; private set; }

    /// <summary>When a step or the name last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When it was deleted; kept so that deleting can be undone.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Gives it another name.</summary>
    public void Rename(string name, DateTimeOffset now)
    {
        Name = name;
        ChangedAt = now;
    }

    /// <summary>Deletes it with the steps that are in its list: from then on nothing uses their accounts.</summary>
    public void Remove(IEnumerable<Step> steps, DateTimeOffset now)
    {
        RemovedAt = now;
        foreach (var step in steps.Where(step => step.RemovedAt is null))
            step.Remove(now);
    }

    /// <summary>Brings it back with the steps that went with it; those taken out before stay out.</summary>
    public void Restore(IEnumerable<Step> steps)
    {
        foreach (var step in steps.Where(step => step.RemovedAt == RemovedAt))
            step.Restore();
        RemovedAt = null;
    }
}
