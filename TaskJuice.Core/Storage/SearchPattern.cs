namespace TaskJuice.Core.Storage;

/// <summary>What a person typed, as a pattern for ILIKE that means the text and nothing else.</summary>
public static class SearchPattern
{
    /// <summary>The escape character to name in the query.</summary>
    public const string Escape = "\\";

    /// <summary>Matches whatever has the text in it.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";
}
