using System.Text.RegularExpressions;
using TaskJuice.Tests.Running;
using Xunit;

namespace TaskJuice.Tests.House;

/// <summary>
/// All style sheets arrive as one file, so whoever writes a class twice changes screens they never see. A class is styled by one sheet;
/// another one may only say how it looks inside a part of its own, as in <c>.accounts .option</c>.
/// </summary>
public sealed partial class StyleSheetTests
{
    [Fact]
    public void No_class_is_styled_in_two_sheets()
    {
        var sheets = Sources.Files("TaskJuice.Client/styles", "*.css").ToList();
        Assert.NotEmpty(sheets);
        var twice = sheets.SelectMany(sheet => Owned(sheet.Text).Select(name => (name, sheet.Path))).Distinct()
            .GroupBy(entry => entry.name, entry => Path.GetFileName(entry.Path)).Where(places => places.Count() > 1)
            .Select(places => $".{places.Key}: {string.Join(", ", places)}");
        Assert.Empty(twice);
    }

    [Fact]
    public void Every_rule_stands_in_a_layer_whose_place_is_declared()
    {
        var declared = Layers().Match(Repository.Read("TaskJuice.Client/styles/app.css")).Groups[1].Value.Split(", ");
        var outside = Sources.Files("TaskJuice.Client/styles", "*.css")
            .SelectMany(sheet => Outermost(Comment().Replace(sheet.Text, "")).Select(rule => (sheet.Path, Rule: rule)))
            .Where(found => found.Rule != "@font-face" && !declared.Select(layer => $"@layer {layer}").Contains(found.Rule));
        Assert.Empty(outside);
    }

    [Theory]
    [InlineData(".a { color: red; }", "a")]
    [InlineData("@layer x { @media (width > 1px) { .a:not(.b) { & .c { top: 0; } } } }", "a")]
    [InlineData(".a, button.b:hover > svg, p.c::after { top: 0; }", "a c")]
    [InlineData(".a .b, .c > .d { top: 0; } /* .e { } */", "")]
    [InlineData(".a:has(> .b, .c + .d) { top: 0; } .b[title=\"x y\"] { top: 0; }", "a b")]
    public void A_class_is_owned_by_the_rule_that_styles_it_wherever_it_stands(string css, string owned) =>
        Assert.Equal(owned, string.Join(' ', Owned(css)));

    /// <summary>The classes that a sheet styles without a part around them.</summary>
    private static IEnumerable<string> Owned(string css) =>
        Rules(Comment().Replace(css, "")).SelectMany(rule => Group().Replace(rule, "").Split(','))
            .Select(selector => selector.Trim()).Where(selector => !Combinator().IsMatch(selector))
            .Select(selector => Class().Match(selector)).Where(name => name.Success).Select(name => name.Groups[1].Value);

    private static IEnumerable<string> Outermost(string css)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < css.Length; at++)
        {
            if (css[at] == '{' && depth++ == 0)
                yield return css[start..at].Trim();
            if (css[at] is ';' or '}')
                start = at + 1;
            if (css[at] == '}')
                depth--;
        }
    }

    // What stands before the brace of each style rule that is not inside another one.
    private static IEnumerable<string> Rules(string css)
    {
        var (start, inside) = (0, new Stack<bool>());
        for (var at = 0; at < css.Length; at++)
        {
            if (css[at] is not ('{' or '}' or ';'))
                continue;
            if (css[at] == '{')
            {
                var before = css[start..at].Trim();
                var isRule = !before.StartsWith('@');
                if (isRule && !inside.Contains(true))
                    yield return before;

                // What a reader's own colours need is said for everything at once.
                inside.Push(isRule || before.Contains("forced-colors", StringComparison.Ordinal));
            }
            else if (css[at] == '}')
            {
                inside.Pop();
            }

            start = at + 1;
        }
    }

    [GeneratedRegex("^@layer ([^;{]+);", RegexOptions.Multiline)]
    private static partial Regex Layers();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // What a pseudo-class or an attribute asks about says nothing about whom the rule is for.
    [GeneratedRegex(@"\((?>[^()]+|(?<open>\()|(?<-open>\)))*\)|\[[^\]]*\]")]
    private static partial Regex Group();

    [GeneratedRegex(@"[\s>+~]")]
    private static partial Regex Combinator();

    [GeneratedRegex(@"\.([A-Za-z][\w-]*)")]
    private static partial Regex Class();
}
