using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Branding;
using Xunit;

namespace TaskJuice.Tests.Branding;

/// <summary>Words can be read in every state that a rule of the style sheets describes, whatever colour an agency chooses.</summary>
public sealed class StyleSheetContrastTests
{
    private static readonly string[] Brand = ["accent", "accent-fill", "accent-strong", "accent-soft", "on-accent"];

    // What is chosen or pointed at is tinted, and carries every kind of words that a row has.
    private static readonly string[] OnTint = ["text", "text-2", "danger", "warning", "accent"];

    private static readonly IReadOnlyList<(string Words, string Ground, string Rule)> Pairs =
    [
        .. WordsAndGrounds.All.Where(pair => Brand.Contains(pair.Words) || Brand.Contains(pair.Ground)),
        .. OnTint.Select(words => (words, "accent-soft", "what is chosen")),
    ];

    [Fact]
    public void The_rules_are_found() =>
        Assert.Contains(Pairs, pair => pair is { Words: "on-accent", Ground: "accent-strong" } && pair.Rule.Contains(":hover"));

    [Fact]
    public void The_colours_of_the_product_itself_read_well() => Assert.Empty(Faint(null));

    [Fact]
    public void Every_colour_of_an_agency_reads_well() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll<byte, byte, byte>((red, green, blue) => !Faint(new BrandColour(red, green, blue)).Any()));

    [Fact]
    public void So_do_the_colours_at_the_edges()
    {
        byte[] edges = [0, 127, 128, 255];
        Assert.Empty(from red in edges from green in edges from blue in edges from faint in Faint(new BrandColour(red, green, blue)) select faint);
    }

    private static IEnumerable<string> Faint(BrandColour? brand) =>
        from theme in new[] { BrandTheme.Light, BrandTheme.Dark }
        let tokens = Tokens.In(theme, brand)
        from pair in Pairs
        where tokens.ContainsKey(pair.Words) && tokens.ContainsKey(pair.Ground)
        let ratio = tokens[pair.Words].Contrast(tokens[pair.Ground])
        where ratio < BrandShades.ForText
        select $"{pair.Words} on {pair.Ground} in {brand}, {(theme == BrandTheme.Light ? "light" : "dark")}: {ratio:F2} ({pair.Rule})";
}
