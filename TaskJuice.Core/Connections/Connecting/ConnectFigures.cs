using System.Diagnostics.Metrics;

namespace TaskJuice.Core.Connections.Connecting;

internal static class ConnectFigures
{
    private static readonly Counter<long> Connects = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.connects", description: "Attempts to connect, by how they ended.");

    public static void Count(ConnectFlow flow) => Count(flow.App, flow.Method, flow.Outcome?.ToString() ?? flow.State.ToString());

    public static void Count(string app, string method, string outcome) =>
        Connects.Add(1, new("app", app), new("method", method), new("outcome", outcome));
}
