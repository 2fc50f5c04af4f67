using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connecting;

/// <summary>Logs a failed connect attempt in one line, without any typed or received value.</summary>
internal static partial class ConnectLog
{
    /// <summary>Logs a flow that ended without a connection; does nothing for any other.</summary>
    public static void Tell(this ILogger log, ConnectFlow flow)
    {
        if (flow is { State: FlowState.Finished, Outcome: not (ConnectOutcome.Connected or ConnectOutcome.Updated) and { } outcome })
            log.NotConnected(
                IsChoice(outcome) ? LogLevel.Information : LogLevel.Warning, flow.App, flow.Method, outcome.ToString(),
                flow.Code ?? "none");
    }

    // A person's own decision is not a failure.
    private static bool IsChoice(ConnectOutcome outcome) =>
        outcome is ConnectOutcome.Denied or ConnectOutcome.Cancelled or ConnectOutcome.TimedOut;

    /// <summary>Logs an attempt that has no flow.</summary>
    [LoggerMessage(Message = "Connecting {App} by {Method} failed: {Outcome}, provider's code {Code}")]
    public static partial void NotConnected(
        this ILogger log, LogLevel level, string app, string method, string outcome, string code = "none");
}
