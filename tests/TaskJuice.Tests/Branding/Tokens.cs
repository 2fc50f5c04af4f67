using System.Text.RegularExpressions;
using TaskJuice.Core.Branding;
using TaskJuice.Tests.Running;

namespace TaskJuice.Tests.Branding;

/// <summary>The colours of tokens.css in one theme, those of an account's brand in their place.</summary>
internal static partial class Tokens
{
    private static readonly Dictionary<string, (BrandColour Light, BrandColour Dark)> Plain =
        Pair().Matches(File.ReadAllText(Path.Combine(Repository.Root, "TaskJuice.Client/styles/tokens.css")))
            .ToDictionary(match => match.Groups[1].Value, match => (Of(match.Groups[2].Value), Of(match.Groups[3].Value)));

    /// <summary>Without a brand, the product's own accent.</summary>
    public static Dictionary<string, BrandColour> In(BrandTheme theme, BrandColour? brand)
    {
        var tokens = Plain.ToDictionary(pair => pair.Key, pair => theme == BrandTheme.Light ? pair.Value.Light : pair.Value.Dark);
        if (brand is { } colour)
        {
            var shades = BrandShades.Of(colour, theme);
            (tokens["accent"], tokens["accent-fill"], tokens["accent-strong"]) = (shades.Text, shades.Fill, shades.Strong);
            (tokens["accent-soft"], tokens["on-accent"]) = (shades.Soft, shades.OnFill);
        }

        return tokens;
    }

    private static BrandColour Of(string hex) => BrandColour.TryParse(hex, out var colour) ? colour : throw new FormatException(hex);

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Pair();
}
