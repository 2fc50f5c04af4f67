using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workflows;

/// <summary>An ordered list of steps, trigger first.</summary>
public sealed class Workflow
{
    private Workflow() { }

    /// <summary>Creates an empty workflow in a workspace.</summary>
    public Workflow(Tenant tenant, string name, DateTimeOffset now)
    {
        (AccountId, WorkspaceId) = tenant;
        Id = Guid.CreateVersion7(now);
        Name = name;
        CreatedAt = now;
        ChangedAt = now;
    }

    /// <summary>The maximum length of a name, in characters.</summary>
    public const int LongestName = 120;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The name shown to people.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Incremented by each change, in the statement that takes the workflow's row lock, for optimistic concurrency.</summary>
    public int Version { get; private set; }

    /// <summary>When a step or the name last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When it was deleted; kept so that this can be undone.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Renames the workflow.</summary>
    public void Rename(string name, DateTimeOffset now)
    {
        Name = name;
        ChangedAt = now;
    }

    /// <summary>Deletes it with its current steps, which then no longer use their accounts.</summary>
    public void Remove(IEnumerable<Step> steps, DateTimeOffset now)
    {
        RemovedAt = now;
        foreach (var step in steps.Where(step => step.RemovedAt is null))
            step.Remove(now);
    }

    /// <summary>Restores it with the steps deleted together with it; steps removed before that remain removed.</summary>
    public void Restore(IEnumerable<Step> steps)
    {
        foreach (var step in steps.Where(step => step.RemovedAt == RemovedAt))
            step.Restore();
        RemovedAt = null;
    }
}
