using System.Text.RegularExpressions;
using TaskJuice.Core.Branding;
using TaskJuice.Tests.Running;
using Xunit;

namespace TaskJuice.Tests.Branding;

/// <summary>What must hold for every colour that anybody may choose.</summary>
public sealed partial class BrandShadesTests
{
    private const int Samples = 4000;

    private static readonly (BrandTheme Theme, string Name)[] Themes = [(BrandTheme.Light, "light"), (BrandTheme.Dark, "dark")];

    [Fact]
    public void Words_and_controls_can_be_made_out_whatever_the_colour()
    {
        foreach (var colour in Colours())
        {
            foreach (var (theme, name) in Themes)
            {
                var shades = BrandShades.Of(colour, theme);
                BrandColour[] grounds = [theme.Ground, theme.Surface, theme.Raised, shades.Soft];
                Assert.True(grounds.All(ground => shades.Text.Contrast(ground) >= BrandShades.ForText), $"words in {colour}, {name}: {shades.Text}");
                Assert.True(new[] { theme.Ground, theme.Surface, theme.Raised }.All(ground => shades.Fill.Contrast(ground) >= BrandShades.ForControls), $"buttons in {colour}, {name}: {shades.Fill}");
                Assert.True(new[] { shades.Fill, shades.Strong }.All(fill => shades.OnFill.Contrast(fill) >= BrandShades.ForText), $"words on buttons in {colour}, {name}: {shades.Fill}");
                Assert.True(theme.Text.Contrast(shades.Soft) >= BrandShades.ForText, $"words on what is selected in {colour}, {name}: {shades.Soft}");
            }
        }
    }

    [Fact]
    public void A_button_without_colour_is_never_grey_on_grey()
    {
        foreach (var colour in Colours().Concat(Greys()))
        {
            foreach (var (theme, name) in Themes)
            {
                var shades = BrandShades.Of(colour, theme);
                Assert.True(
                    shades.Fill.Colourfulness >= 0.25 || shades.Fill.Contrast(theme.Raised) >= BrandShades.ForGreyControls,
                    $"{colour}, {name}: {shades.Fill} beside a button that cannot be pressed, {theme.Raised}");
            }
        }
    }

    [Fact]
    public void A_colour_that_is_good_enough_is_left_alone()
    {
        Assert.True(BrandColour.TryParse("#1d6f5c", out var colour));
        var shades = BrandShades.Of(colour, BrandTheme.Light);
        Assert.Equal((colour, colour, true), (shades.Fill, shades.Text, shades.IsUntouched));
    }

    [Theory]
    [InlineData("#ffffff", "#000000", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    public void Contrast_is_the_one_of_WCAG(string one, string two, double ratio)
    {
        Assert.True(BrandColour.TryParse(one, out var first) & BrandColour.TryParse(two, out var second));
        Assert.Equal(ratio, Math.Round(first.Contrast(second), 2));
        Assert.Equal(first.Contrast(second), second.Contrast(first));
    }

    [Theory]
    [InlineData("#1D6f5c", "#1d6f5c")]
    [InlineData(" 1d6f5c ", "#1d6f5c")]
    [InlineData("#1d6f5", null)]
    [InlineData("#1d6f5cff", null)]
    [InlineData("red", null)]
    [InlineData("#1d6f5c;}", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_colour_has_six_digits(string? typed, string? read) =>
        Assert.Equal(read, BrandColour.TryParse(typed, out var colour) ? colour.ToString() : null);

    [Fact]
    public void The_themes_are_those_of_the_style_sheet()
    {
        var tokens = Pair().Matches(File.ReadAllText(Path.Combine(Repository.Root, "TaskJuice.Client/styles/tokens.css")))
            .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));
        foreach (var (token, of) in new (string, Func<BrandTheme, BrandColour>)[] { ("ground", theme => theme.Ground), ("surface", theme => theme.Surface), ("surface-2", theme => theme.Raised), ("text", theme => theme.Text) })
            Assert.Equal(tokens[token], (of(BrandTheme.Light).ToString(), of(BrandTheme.Dark).ToString()));
    }

    private static IEnumerable<BrandColour> Greys() =>
        from level in Enumerable.Range(0, 256)
        from tint in new[] { 0, 1, 3 }
        select new BrandColour((byte)level, (byte)Math.Max(0, level - tint), (byte)level);

    private static IEnumerable<BrandColour> Colours()
    {
        byte[] edges = [0, 1, 10, 127, 128, 254, 255];
        foreach (var red in edges)
        {
            foreach (var green in edges)
            {
                foreach (var blue in edges)
                    yield return new(red, green, blue);
            }
        }

        var random = new Random(7);
        for (var sample = 0; sample < Samples; sample++)
            yield return new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Pair();
}
