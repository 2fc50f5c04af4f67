using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connecting;

/// <summary>The one line that a failed attempt to connect leaves. No value that somebody typed or a provider sent is in it.</summary>
internal static partial class ConnectLog
{
    /// <summary>Tells of a flow that is over without a connection; says nothing of any other.</summary>
    public static void Tell(this ILogger log, ConnectFlow flow)
    {
        if (flow is { State: FlowState.Finished, Outcome: not (ConnectOutcome.Connected or ConnectOutcome.Updated) and { } outcome })
            log.NotConnected(IsChoice(outcome) ? LogLevel.Information : LogLevel.Warning, flow.App, flow.Method, outcome.ToString(), flow.Code ?? "none");
    }

    // What a person decided is nothing that somebody has to look into.
    private static bool IsChoice(ConnectOutcome outcome) => outcome is ConnectOutcome.Denied or ConnectOutcome.Cancelled or ConnectOutcome.TimedOut;

    /// <summary>Tells of an attempt that has no flow.</summary>
    [LoggerMessage(Message = "Connecting {App} by {Method} failed: {Outcome}, provider's code {Code}")]
    public static partial void NotConnected(this ILogger log, LogLevel level, string app, string method, string outcome, string code = "none");
}
