namespace TaskJuice.Web.Pages.Connections;

/// <summary>A text, by key, that may contain a time.</summary>
public sealed record Saying(string Key, DateTimeOffset? When = null);
