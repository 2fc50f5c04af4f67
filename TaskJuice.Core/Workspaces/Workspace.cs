using TaskJuice.Core.Naming;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>One client engagement of an account. Workflows and connections live in exactly one workspace.</summary>
public sealed class Workspace
{
    private Workspace() { }

    /// <summary>A new workspace of an account; the slug is its part of every address.</summary>
    /// <exception cref="ArgumentException">The name or the slug cannot be one.</exception>
    public Workspace(Account account, string name, string slug, DateTimeOffset now)
    {
        if (PlainName.Check(name, LongestName) is not { Problem: NameProblem.None, Text: var plain })
            throw new ArgumentException($"A workspace's name has 1 to {LongestName} characters that can be seen.", nameof(name));
        if (WorkspaceSlug.Problem(slug) is { } problem)
            throw new ArgumentException(problem, nameof(slug));

        Id = Guid.CreateVersion7(now);
        AccountId = account.Id;
        Name = plain;
        Slug = slug;
        CreatedAt = now;
    }

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The name people read.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Lower-case letters, digits and hyphens; unique over all accounts.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What a database session needs to see this workspace and nothing else.</summary>
    public Tenant Tenant => new(AccountId, Id);
}
