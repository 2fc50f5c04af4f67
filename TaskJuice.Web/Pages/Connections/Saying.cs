namespace TaskJuice.Web.Pages.Connections;

/// <summary>A sentence, by key, that may have a moment in it.</summary>
public sealed record Saying(string Key, DateTimeOffset? When = null);
