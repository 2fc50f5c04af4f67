using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Branding;

/// <summary>An opaque sRGB colour, one byte per channel.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly partial record struct BrandColour(byte Red, byte Green, byte Blue)
{
    /// <summary>White.</summary>
    public static readonly BrandColour White = new(255, 255, 255);

    /// <summary>Black.</summary>
    public static readonly BrandColour Black = new(0, 0, 0);

    /// <summary>
    /// Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance":
    /// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
    /// </summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>Parses <c>#rrggbb</c> in either case; surrounding white space and a missing <c>#</c> are accepted.</summary>
    /// <param name="text">The text typed.</param>
    /// <param name="colour">The colour, or black when the text is invalid.</param>
    /// <returns>False when the text is not a valid colour.</returns>
    public static bool TryParse(string? text, out BrandColour colour)
    {
        var match = SixDigits().Match(text ?? "");
        colour = match.Success ? Of(uint.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : default;
        return match.Success;
    }

    /// <summary>Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio": https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).</summary>
    public double Contrast(BrandColour other)
    {
        var (one, two) = (Luminance + 0.05, other.Luminance + 0.05);
        return Math.Max(one, two) / Math.Min(one, two);
    }

    /// <summary>This colour blended over another one.</summary>
    /// <param name="ground">The colour underneath.</param>
    /// <param name="share">The opacity of this colour, 0 to 1.</param>
    public BrandColour Over(BrandColour ground, double share) =>
        new(Mix(Red, ground.Red, share), Mix(Green, ground.Green, share), Mix(Blue, ground.Blue, share));

    /// <summary>The same hue and saturation with another lightness (HSL).</summary>
    /// <param name="lightness">0 is black, 1 is white.</param>
    public BrandColour WithLightness(double lightness)
    {
        var (most, least) = (Math.Max(Red, Math.Max(Green, Blue)) / 255d, Math.Min(Red, Math.Min(Green, Blue)) / 255d);
        var spread = most - least;
        var saturation = spread == 0 ? 0 : spread / (1 - Math.Abs(most + least - 1));
        var chroma = (1 - Math.Abs((2 * lightness) - 1)) * saturation;
        byte Channel(byte value) =>
            Byte(spread == 0 ? lightness : lightness - (chroma / 2) + ((((value / 255d) - least) / spread) * chroma));
        return new(Channel(Red), Channel(Green), Channel(Blue));
    }

    /// <summary>Lightness (HSL), as accepted by <see cref="WithLightness"/>.</summary>
    public double Lightness => (Math.Max(Red, Math.Max(Green, Blue)) + Math.Min(Red, Math.Min(Green, Blue))) / 510d;

    /// <summary>The distance from grey, 0 to 1.</summary>
    public double Colourfulness => (Math.Max(Red, Math.Max(Green, Blue)) - Math.Min(Red, Math.Min(Green, Blue))) / 255d;

    /// <summary><c>#rrggbb</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    internal static BrandColour Of(uint rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    private static double Linear(byte channel)
    {
        var value = channel / 255d;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte Mix(byte over, byte ground, double share) => Byte(((over * share) + (ground * (1 - share))) / 255);

    private static byte Byte(double value) => (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);

    [GeneratedRegex(@"^\s*#?([0-9a-fA-F]{6})\s*$")]
    private static partial Regex SixDigits();
}
