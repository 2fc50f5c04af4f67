using System.Diagnostics.Metrics;

namespace TaskJuice.Core.Connections.Refreshing;

internal static class RefreshFigures
{
    private static readonly Counter<long> Refreshes = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.refreshes", description: "Answers of token endpoints to a refresh, by outcome class.");

    public static void Count(string app, string outcome) => Refreshes.Add(1, new("app", app), new("outcome", outcome));
}
