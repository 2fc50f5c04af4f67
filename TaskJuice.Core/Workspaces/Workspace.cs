using TaskJuice.Core.Naming;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>One client of an account. Workflows and connections belong to exactly one workspace.</summary>
public sealed class Workspace
{
    private Workspace() { }

    /// <summary>Creates a workspace of an account; the slug is part of its addresses.</summary>
    /// <exception cref="ArgumentException">The name or the slug is invalid.</exception>
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

    /// <summary>A workspace as it was read.</summary>
    internal Workspace(Guid accountId, Guid id, string name, string slug, DateTimeOffset createdAt)
    {
        AccountId = accountId;
        Id = id;
        Name = name;
        Slug = slug;
        CreatedAt = createdAt;
    }

    /// <summary>The maximum length of a name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The name shown to people.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Lower-case letters, digits and hyphens; unique across all accounts.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The account and workspace, to open a database session for it.</summary>
    public Tenant Tenant => new(AccountId, Id);
}
