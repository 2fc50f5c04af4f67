namespace TaskJuice.Core.Workspaces;

/// <summary>A sign-in session in one browser. A cookie without its row is invalid, so that a copied cookie ends with the session.</summary>
public sealed class BrowserSession
{
    private BrowserSession() { }

    internal BrowserSession(Guid userId, DateTimeOffset now)
    {
        Id = Guid.NewGuid();
        UserId = userId;
        StartedAt = now;
    }

    /// <summary>Random; stored in the protected cookie.</summary>
    public Guid Id { get; private set; }

    /// <summary>The signed-in user.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When the user signed in.</summary>
    public DateTimeOffset StartedAt { get; private set; }
}
