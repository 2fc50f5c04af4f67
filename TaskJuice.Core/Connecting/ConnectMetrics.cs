using System.Diagnostics.Metrics;

namespace TaskJuice.Core.Connecting;

internal static class ConnectMetrics
{
    private static readonly Counter<long> Connects = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.connects", description: "Attempts to connect, by how they ended.");

    private static readonly Histogram<double> Callbacks = Telemetry.Meter.CreateHistogram<double>(
        "taskjuice.callback.duration", "s", "From an accepted authorization response to the stored outcome.");

    private static readonly UpDownCounter<long> Waiting = Telemetry.Meter.CreateUpDownCounter<long>(
        "taskjuice.connect.waiting", description: "Panels that wait for a person to finish at a provider.");

    public static void Concluded(ConnectFlow flow, TimeSpan took)
    {
        Count(flow);
        Callbacks.Record(took.TotalSeconds, new("app", flow.App), new("outcome", flow.Outcome?.ToString() ?? flow.State.ToString()));
    }

    public static void StartedWaiting() => Waiting.Add(1);

    public static void StoppedWaiting() => Waiting.Add(-1);

    public static void Count(ConnectFlow flow) => Count(flow.App, flow.Method, flow.Outcome?.ToString() ?? flow.State.ToString());

    public static void Count(string app, string method, string outcome) =>
        Connects.Add(1, new("app", app), new("method", method), new("outcome", outcome));
}
