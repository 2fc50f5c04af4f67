using System.Text.RegularExpressions;
using TaskJuice.Tests.House;

namespace TaskJuice.Tests.Branding;

/// <summary>Which colour of words stands on which ground, as the rules of the style sheets say it: a rule inside another one keeps what that one set.</summary>
internal static partial class WordsAndGrounds
{
    /// <summary>Token of the words, token of the ground, and the rule that brings them together.</summary>
    public static IReadOnlyList<(string Words, string Ground, string Rule)> All { get; } =
    [
        .. Sources.Files("TaskJuice.Client/styles", "*.css").Where(file => !file.Path.EndsWith("gallery.css", StringComparison.Ordinal))
            .SelectMany(file => Read(Comment().Replace(file.Text, ""))),
    ];

    private static IEnumerable<(string, string, string)> Read(string css)
    {
        var open = new Stack<(string Rule, string? Words, string? Ground)>([("", null, null)]);
        var text = "";
        foreach (var sign in css)
        {
            if (sign is not ('{' or '}' or ';'))
            {
                text += sign;
                continue;
            }

            var (rule, words, ground) = open.Pop();
            if (sign != '{' && Set().Match(text) is { Success: true } set)
                (words, ground) = set.Groups[1].Value == "color" ? (set.Groups[2].Value, ground) : (words, set.Groups[2].Value);

            if (sign != '}')
                open.Push((rule, words, ground));
            else if (words is not null && ground is not null)
                yield return (words, ground, rule);
            if (sign == '{')
                open.Push(($"{rule} {text.Trim()}", words, ground));
            text = "";
        }
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(color|background|background-color):\s*var\(--([a-z0-9-]+)\)")]
    private static partial Regex Set();
}
