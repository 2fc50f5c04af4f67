using System.Text.RegularExpressions;

namespace TaskJuice.Core.Workspaces;

/// <summary>The first path segment of a workspace's addresses; it must not collide with another address of the product.</summary>
public static partial class WorkspaceSlug
{
    /// <summary>The maximum length, in characters.</summary>
    public const int Longest = 50;

    // First path segments of pages, files and health checks, including ones reserved for the future.
    private static readonly HashSet<string> Taken =
    [
        "account", "accounts", "admin", "alive", "api", "app", "assets", "auth", "billing", "connect", "connections", "css", "dev", "docs",
        "errors", "favicon", "fonts", "health", "help", "img", "index", "invite", "js", "lib", "login", "logout", "metrics",
        "notifications", "oauth", "profile", "robots", "security", "settings", "sign-in", "sign-out", "sign-up", "signin", "signout",
        "signup", "static", "status", "support", "theme", "webhooks", "well-known", "workflows", "workspaces",
    ];

    /// <summary>Why a workspace cannot have this slug, or null when it can.</summary>
    public static string? Problem(string slug) =>
        slug.Length > Longest || !Word().IsMatch(slug)
            ? $"The address \"{slug}\" is not made of a-z, 0-9 and single hyphens between them, at most {Longest}."
        : Taken.Contains(slug) ? $"The address \"{slug}\" is reserved. Choose another one."
        : null;

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
