namespace TaskJuice.Core.Branding;

/// <summary>The colours of one theme that a brand colour has to stand out from. The same values stand in tokens.css; a test compares them.</summary>
public sealed record BrandTheme
{
    /// <summary>Dark words on light ground.</summary>
    public static readonly BrandTheme Light = new()
    {
        Ground = BrandColour.Of(0xf6f5f3),
        Surface = BrandColour.Of(0xffffff),
        Raised = BrandColour.Of(0xf1efec),
        Text = BrandColour.Of(0x1f1d1a),
        SofterBy = 0.08,
    };

    /// <summary>Light words on dark ground.</summary>
    public static readonly BrandTheme Dark = new()
    {
        Ground = BrandColour.Of(0x131313),
        Surface = BrandColour.Of(0x1c1c1d),
        Raised = BrandColour.Of(0x262627),
        Text = BrandColour.Of(0xf0eeeb),
        SofterBy = 0.15,
    };

    /// <summary>Behind everything.</summary>
    public required BrandColour Ground { get; init; }

    /// <summary>Cards, panels and dialogs.</summary>
    public required BrandColour Surface { get; init; }

    /// <summary>What stands out of a surface a little.</summary>
    public required BrandColour Raised { get; init; }

    /// <summary>Ordinary words.</summary>
    public required BrandColour Text { get; init; }

    /// <summary>How much of the brand colour tints a surface, 0 to 1.</summary>
    public required double SofterBy { get; init; }

    internal bool IsDark => Surface.Luminance < Text.Luminance;
}
