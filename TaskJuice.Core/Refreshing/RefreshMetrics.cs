using System.Diagnostics.Metrics;

namespace TaskJuice.Core.Refreshing;

internal static class RefreshMetrics
{
    private static readonly Counter<long> Refreshes = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.refreshes", description: "Replies of token endpoints to a refresh, by outcome.");

    private static readonly Gauge<long> Due = Telemetry.Meter.CreateGauge<long>(
        "taskjuice.refresh.due", description: "Tokens that the last pass found due and not reserved; at most 10,000 are counted.");

    private static readonly Gauge<double> OldestDue = Telemetry.Meter.CreateGauge<double>(
        "taskjuice.refresh.oldest_due", "s", "How long the longest overdue token has been due.");

    private static readonly Counter<long> Pauses = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.refresh.pauses", description: "Token endpoints that began to be left alone, by reason.");

    public static void Paused(CircuitReason kind) => Pauses.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));

    public static void Backlog(int due, TimeSpan oldest)
    {
        Due.Record(due);
        OldestDue.Record(oldest.TotalSeconds);
    }

    public static void Count(string app, string outcome) => Refreshes.Add(1, new("app", app), new("outcome", outcome));
}
