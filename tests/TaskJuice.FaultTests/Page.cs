using System.Net;
using System.Text.RegularExpressions;

namespace TaskJuice.FaultTests;

/// <summary>What came back.</summary>
internal sealed partial record Page(HttpStatusCode Status, string Html, Uri? Location)
{
    public string Text => WebUtility.HtmlDecode(Html);

    /// <summary>Where the page moves on to by itself, by redirect or by refresh.</summary>
    public Uri? Next => Location ?? (Refresh().Match(Html) is { Success: true } found ? new(WebUtility.HtmlDecode(found.Groups[1].Value)) : null);

    /// <summary>The value of a hidden field.</summary>
    public string? Hidden(string name) =>
        Regex.Match(Html, $"<input[^>]*name=\"{Regex.Escape(name)}\"[^>]*value=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : null;

    [GeneratedRegex("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Refresh();
}
