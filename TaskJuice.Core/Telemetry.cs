using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskJuice.Core;

/// <summary>The product's own spans and metrics. Tags contain the app slug, the method and the kind of outcome, never a value.</summary>
public static class Telemetry
{
    /// <summary>The source of all spans.</summary>
    public static readonly ActivitySource Source = new("TaskJuice");

    /// <summary>The meter of all metrics.</summary>
    public static readonly Meter Meter = new("TaskJuice");
}
