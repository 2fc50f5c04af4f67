
namespace TaskJuice.Core.Workspaces;

/// <summary>The tenant, an agency: it owns workspaces and the keys that encrypt their secrets.</summary>
public sealed class Account
{
    private Account() { }

    /// <summary>Creates an account.</summary>
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

    /// <summary>The agency's brand colour as <c>#rrggbb</c>, or null for the product's default.</summary>
    public string? BrandColour { get; private set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Takes a colour of its own, or with null the product's.</summary>
    /// <param name="colour"><c>#rrggbb</c>, checked by the caller.</param>
    public void Wear(string? colour) => BrandColour = colour;
}
