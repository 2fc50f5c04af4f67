namespace TaskJuice.Core.Branding;

/// <summary>
/// The shades of a brand colour in one theme, as close to the colour as the contrast required by WCAG 2.2 allows (1.4.3: text 4.5:1;
/// 1.4.11: controls 3:1).
/// </summary>
public sealed record BrandShades
{
    /// <summary>The minimum contrast of text with its background.</summary>
    public const double ForText = 4.5;

    /// <summary>The minimum contrast of a control with its surroundings.</summary>
    public const double ForControls = 3;

    /// <summary>The minimum contrast of a button for a grey brand colour: grey text on grey would look disabled.</summary>
    public const double ForGreyControls = 7;

    // Colours below this count as grey.
    private const double LeastColourfulness = 0.25;
    private const double Step = 0.005;
    private const double HoverStep = 0.08;

    private BrandShades() { }

    /// <summary>The background of buttons.</summary>
    public required BrandColour Fill { get; init; }

    /// <summary>Text on <see cref="Fill"/> and <see cref="Strong"/>: black or white, whichever has more contrast.</summary>
    public required BrandColour OnFill { get; init; }

    /// <summary>The background of a button on hover.</summary>
    public required BrandColour Strong { get; init; }

    /// <summary>Links and other coloured text, on every background of the theme and on <see cref="Soft"/>.</summary>
    public required BrandColour Text { get; init; }

    /// <summary>A tinted surface.</summary>
    public required BrandColour Soft { get; init; }

    /// <summary>True when the colour had sufficient contrast for buttons and for text without adjustment.</summary>
    public required bool IsUntouched { get; init; }

    /// <summary>The shades of a colour in a theme.</summary>
    public static BrandShades Of(BrandColour colour, BrandTheme theme)
    {
        var soft = colour.Over(theme.Surface, theme.SofterBy);
        var fill = StandingOut(colour, ForControl, theme, theme.Ground, theme.Surface, theme.Raised);
        var onFill = fill.Contrast(BrandColour.White) >= ForText ? BrandColour.White : BrandColour.Black;
        var text = StandingOut(colour, _ => ForText, theme, theme.Ground, theme.Surface, theme.Raised, soft);
        return new()
        {
            Fill = fill,
            OnFill = onFill,
            Strong = Hovered(fill, onFill, theme),
            Text = text,
            Soft = soft,
            IsUntouched = fill == colour && text == colour,
        };
    }

    private static double ForControl(BrandColour shade) => shade.Colourfulness < LeastColourfulness ? ForGreyControls : ForControls;

    // Darkens in the light theme and lightens in the dark one until the contrast with every neighbour is sufficient.
    private static BrandColour StandingOut(
        BrandColour colour, Func<BrandColour, double> contrast, BrandTheme theme, params BrandColour[] grounds)
    {
        var shade = colour;
        for (var lightness = colour.Lightness; lightness is >= 0 and <= 1; lightness += theme.IsDark ? Step : -Step)
        {
            if (grounds.All(ground => shade.Contrast(ground) >= contrast(shade)))
                return shade;

            shade = colour.WithLightness(lightness);
        }

        return theme.IsDark ? BrandColour.White : BrandColour.Black;
    }

    private static BrandColour Hovered(BrandColour fill, BrandColour onFill, BrandTheme theme)
    {
        BrandColour[] candidates =
        [
            fill.WithLightness(Math.Max(0, fill.Lightness - HoverStep)),
            fill.WithLightness(Math.Min(1, fill.Lightness + HoverStep)),
        ];
        return candidates.Append(fill).First(shade => shade == fill
            || (shade.Contrast(onFill) >= ForText && shade.Contrast(theme.Surface) >= ForControls
                && shade.Contrast(theme.Ground) >= ForControls));
    }
}
