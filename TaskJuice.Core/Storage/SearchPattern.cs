namespace TaskJuice.Core.Storage;

/// <summary>Escapes typed text for ILIKE, so that it matches literally.</summary>
public static class SearchPattern
{
    /// <summary>The escape character to specify in the query.</summary>
    public const string Escape = "\\";

    /// <summary>Matches values that contain the text.</summary>
    public static string Containing(string text)
    {
        var escaped = text.Replace(Escape, Escape + Escape, StringComparison.Ordinal)
            .Replace("%", Escape + "%", StringComparison.Ordinal)
            .Replace("_", Escape + "_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }
}
