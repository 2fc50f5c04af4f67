namespace TaskJuice.Core.Workspaces;

/// <summary>One browser in which a person is signed in. A cookie without its row opens nothing, so that a copied one ends with it.</summary>
public sealed class BrowserSession
{
    private BrowserSession() { }

    internal BrowserSession(Guid userId, DateTimeOffset now)
    {
        Id = Guid.NewGuid();
        UserId = userId;
        StartedAt = now;
    }

    /// <summary>Random; the protected cookie carries it.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who is signed in.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset StartedAt { get; private set; }
}
