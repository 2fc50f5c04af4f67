using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskJuice.Core;

/// <summary>The names under which the product's own spans and metrics appear. Tags carry slugs, methods and outcome classes, never values.</summary>
public static class Telemetry
{
    /// <summary>Spans of the product.</summary>
    public static readonly ActivitySource Source = new("TaskJuice");

    /// <summary>Metrics of the product.</summary>
    public static readonly Meter Meter = new("TaskJuice");
}
