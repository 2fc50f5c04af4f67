using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskJuice.Core;

/// <summary>The source of the product's own spans and figures. Tags are app slug, method and outcome class, never a value.</summary>
public static class Telemetry
{
    /// <summary>Where every span of the product starts.</summary>
    public static readonly ActivitySource Source = new("TaskJuice");

    /// <summary>Where every figure of the product is counted.</summary>
    public static readonly Meter Meter = new("TaskJuice");
}
