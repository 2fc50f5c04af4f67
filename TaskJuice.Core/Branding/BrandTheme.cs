namespace TaskJuice.Core.Branding;

/// <summary>The colours of one theme that a brand colour must contrast with. They duplicate tokens.css; a test compares the two.</summary>
public sealed record BrandTheme
{
    /// <summary>Dark text on a light background.</summary>
    public static readonly BrandTheme Light = new()
    {
        Ground = BrandColour.Of(0xf6f5f3),
        Surface = BrandColour.Of(0xffffff),
        Raised = BrandColour.Of(0xf1efec),
        Text = BrandColour.Of(0x1f1d1a),
        SofterBy = 0.08,
    };

    /// <summary>Light text on a dark background.</summary>
    public static readonly BrandTheme Dark = new()
    {
        Ground = BrandColour.Of(0x131313),
        Surface = BrandColour.Of(0x1c1c1d),
        Raised = BrandColour.Of(0x262627),
        Text = BrandColour.Of(0xf0eeeb),
        SofterBy = 0.15,
    };

    /// <summary>The page background.</summary>
    public required BrandColour Ground { get; init; }

    /// <summary>Cards, panels and dialogs.</summary>
    public required BrandColour Surface { get; init; }

    /// <summary>Slightly elevated above a surface.</summary>
    public required BrandColour Raised { get; init; }

    /// <summary>Body text.</summary>
    public required BrandColour Text { get; init; }

    /// <summary>The opacity of the brand colour in a tinted surface, 0 to 1.</summary>
    public required double SofterBy { get; init; }

    internal bool IsDark => Surface.Luminance < Text.Luminance;
}
