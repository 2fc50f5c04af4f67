
namespace TaskJuice.Core.Workspaces;

/// <summary>An agency: it owns workspaces and the keys that seal their secrets.</summary>
public sealed class Account
{
    private Account() { }

    /// <summary>A new account with a fresh id.</summary>
    public Account(string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name;
        CreatedAt = now;
    }

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The agency's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The agency's colour as <c>#rrggbb</c>, or null for the product's own.</summary>
    public string? BrandColour { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Takes a colour of its own, or with null the product's.</summary>
    /// <param name="colour"><c>#rrggbb</c>, checked by the caller.</param>
    public void Wear(string? colour) => BrandColour = colour;
}
